/** A variable's value must stay below this. @see https://www.twilio.com/docs/serverless/functions-assets/functions/variables */
export const VALUE_LIMIT_BYTES = 450;
/** All variables of an environment together, as one JSON object. */
export const TOTAL_LIMIT_BYTES = 3072;

/** Returns how many bytes variables take as one JSON object. */
export function measureTotalBytes(variables: Readonly<Record<string, string>>): number {
  return Buffer.byteLength(JSON.stringify(variables));
}
