import { refusal } from '../../rest/api-error';

/** The Node.js versions that a build can ask for. */
export type RuntimeName = 'node20' | 'node22' | 'node24';

const RUNTIME_NAMES: readonly string[] = ['node20', 'node22', 'node24'];
const DEFAULT_RUNTIME: RuntimeName = 'node22';

/** Returns the runtime of a build, or throws the refusal of a name that is not on offer any more, or never was. */
export function parseRuntime(name: string | undefined): RuntimeName {
  if (name === undefined || name === '') return DEFAULT_RUNTIME;
  if (!RUNTIME_NAMES.includes(name)) {
    throw refusal('runtime', `unsupported runtime: ${name}`);
  }
  return name as RuntimeName;
}
