import { refusal } from '../../rest/api-error';

const KEY_PATTERN = /^[A-Za-z_][A-Za-z0-9_]*$/;
const KEY_LENGTH_LIMIT = 128;
/** A value must stay below this many bytes. */
const VALUE_SIZE_LIMIT_BYTES = 450;
/** All variables of one environment, as one JSON object, may have this many bytes. */
const TOTAL_SIZE_LIMIT_BYTES = 3072;

/** Returns how many bytes the variables have as one JSON object. */
function measureVariablesBytes(variables: Readonly<Record<string, string>>): number {
  return Buffer.byteLength(JSON.stringify(variables));
}

/** Throws the refusal of a variable that cannot be set beside the others of its environment. */
export function checkVariable(
  key: string,
  value: string,
  others: Readonly<Record<string, string>>,
): void {
  if (!KEY_PATTERN.test(key) || key.length > KEY_LENGTH_LIMIT) {
    throw refusal('variable-key', `Key must be letters, digits and underscores, got "${key}"`);
  }
  const valueBytes = Buffer.byteLength(value);
  if (valueBytes >= VALUE_SIZE_LIMIT_BYTES) {
    throw refusal(
      'variable-size',
      `${key} must be shorter than ${VALUE_SIZE_LIMIT_BYTES} bytes, got ${valueBytes}`,
    );
  }
  const totalBytes = measureVariablesBytes({ ...others, [key]: value });
  if (totalBytes > TOTAL_SIZE_LIMIT_BYTES) {
    throw refusal(
      'variables-total-size',
      `All variables together may have ${TOTAL_SIZE_LIMIT_BYTES} bytes as JSON, ${key} makes it ${totalBytes}`,
    );
  }
}
