import { EnvironmentFileError } from '../src/config/environment-file';
import { BuildError } from './project';

const NOT_WRITABLE = ['EACCES', 'EPERM', 'EROFS'];

/**
 * Returns what an operator sees of an error: a sentence if it is theirs to fix, otherwise its
 * stack.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof BuildError || error instanceof EnvironmentFileError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  if (code !== undefined && path !== undefined && NOT_WRITABLE.includes(code)) {
    return `${path} cannot be written (${code}); fix: use a copy of the project that you may write to`;
  }
  return error.stack ?? error.message;
}
