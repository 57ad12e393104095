import { BuildError } from './project';

/**
 * Returns the time that a build is said to be of: now, or what SOURCE_DATE_EPOCH says in seconds, for
 * builds that are to be the same byte for byte.
 * @throws {BuildError} where it is set and no such time
 * @see https://reproducible-builds.org/specs/source-date-epoch/
 */
export function readBuildTime(
  { SOURCE_DATE_EPOCH: seconds }: Readonly<Record<string, string | undefined>>,
  nowMs = Date.now(),
): Date {
  if (seconds === undefined || seconds === '') return new Date(nowMs);
  if (/^\d{1,11}$/.test(seconds)) return new Date(Number(seconds) * 1_000);
  throw new BuildError('SOURCE_DATE_EPOCH is no time.', ['it is a whole number of seconds']);
}
