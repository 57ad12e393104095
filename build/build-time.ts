import { BuildError } from './project';

/**
 * Returns the time that a build carries: now, or SOURCE_DATE_EPOCH in seconds, for builds that must
 * be the same byte for byte.
 * @throws {BuildError} if it is set and is no such time
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
