import { CliError } from './cli-error';
import { exitCodes } from './exit-codes';

/**
 * Returns what both read, in their order.
 * @throws {CliError} with all that is missing in the configuration, not with the first only
 */
export function readTogether<A, B>(readFirst: () => A, readSecond: () => B): [A, B] {
  const first = attempt(readFirst);
  const second = attempt(readSecond);
  if ('value' in first && 'value' in second) return [first.value, second.value];
  const errors = [first, second].flatMap((result) => ('error' in result ? result.error : []));
  throw new CliError(
    exitCodes.configuration,
    errors.map(({ message }) => message).join('\n'),
    errors.flatMap(({ fix }) => fix ?? []).join('; ') || undefined,
  );
}

function attempt<T>(read: () => T): { value: T } | { error: CliError } {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof CliError && error.exitCode === exitCodes.configuration) return { error };
    throw error;
  }
}
