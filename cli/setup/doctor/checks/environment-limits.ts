import {
  measureTotalBytes,
  TOTAL_LIMIT_BYTES,
  VALUE_LIMIT_BYTES,
} from '../../../core/variable-limits';
import type { Check } from '../check';
import { type CheckResult, combine, fail, pass, skip, warn } from '../result';

/** Credentials of the command line, which no Function needs. */
const NOT_FOR_FUNCTIONS = /^TWILIO_(API_SECRET|API_KEY|AUTH_TOKEN)$/;

/** Checks that Twilio will accept the variables that a deploy uploads. */
export const environmentLimits: Check = {
  id: 'environment-limits',
  run({ uploaded }) {
    if (uploaded === undefined) return skip('there is no .env', 'cp .env.example .env');
    const totalBytes = measureTotalBytes(uploaded);
    const results: CheckResult[] = Object.entries(uploaded).flatMap(([name, value]) => {
      const bytes = Buffer.byteLength(value);
      return bytes < VALUE_LIMIT_BYTES
        ? []
        : fail(
            `${name} has ${bytes} bytes, but must have fewer than ${VALUE_LIMIT_BYTES}`,
            `shorten ${name} in .env`,
          );
    });
    if (totalBytes > TOTAL_LIMIT_BYTES) {
      results.push(
        fail(
          `all values together have ${totalBytes} bytes, but may have at most ${TOTAL_LIMIT_BYTES}`,
          'remove what no Function reads from .env',
        ),
      );
    }
    const strays = Object.keys(uploaded).filter((name) => NOT_FOR_FUNCTIONS.test(name));
    if (strays.length > 0) {
      results.push(
        warn(
          `a deploy uploads ${strays.join(', ')} to every Function`,
          'set them in the shell instead of .env',
        ),
      );
    }
    return combine(
      results,
      pass(
        `${Object.keys(uploaded).length} variables, ${totalBytes} of ${TOTAL_LIMIT_BYTES} bytes`,
      ),
    );
  },
};
