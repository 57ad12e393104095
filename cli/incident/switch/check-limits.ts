import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import {
  measureTotalBytes,
  TOTAL_LIMIT_BYTES,
  VALUE_LIMIT_BYTES,
} from '../../core/variable-limits';
import type { DeployedSwitch } from '../../core/deployed-switch';
import type { Switch } from './switch';

/** @throws {CliError} if the switch's new value does not fit into Twilio's limits */
export function checkLimits(
  { variables }: Pick<DeployedSwitch<unknown>, 'variables'>,
  { name, shorter }: Pick<Switch<unknown>, 'name' | 'shorter'>,
  value: string,
): void {
  const bytes = Buffer.byteLength(value);
  if (bytes >= VALUE_LIMIT_BYTES) {
    throw new CliError(
      exitCodes.usage,
      `the tenants' ids have ${bytes} bytes together, but a variable must be below ${VALUE_LIMIT_BYTES}: nothing was changed`,
      shorter,
    );
  }
  const others = [...variables].map(([other, variable]) => [other, variable.value] as const);
  const total = measureTotalBytes({ ...Object.fromEntries(others), [name]: value });
  if (value !== '' && total > TOTAL_LIMIT_BYTES) {
    throw new CliError(
      exitCodes.configuration,
      `all variables together would have ${total} bytes of at most ${TOTAL_LIMIT_BYTES}: nothing was changed`,
      `${shorter}; or delete variables that no Function reads in the Console`,
    );
  }
}
