import { refusal } from '../../rest/api-error';

/** One entry of a build's list of npm packages. */
export interface DependencyDeclaration {
  readonly name: string;
  readonly version: string;
}

const DEPENDENCY_COUNT_LIMIT = 100;
const EXACT_VERSION = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const OUTSIDE_REGISTRY =
  /^(?:file:|link:|portal:|workspace:|npm:|git\b|git\+|github:|gitlab:|bitbucket:|https?:|ssh:)|\//;

/**
 * Returns a build's dependencies from the form parameter, which the deploy tools wrap in an extra pair of quotes.
 *
 * @throws {ApiError} when it is not a JSON list of names and versions
 */
export function parseDependencies(parameter: string | undefined): DependencyDeclaration[] {
  if (parameter === undefined || parameter === '') return [];
  const json = /^"\[.*\]"$/s.test(parameter) ? parameter.slice(1, -1) : parameter;
  const list = parseJson(json);
  if (!Array.isArray(list) || !list.every(isDeclaration)) {
    throw refusal(
      'dependency-format',
      'Dependencies must be a JSON list of objects with name and version',
    );
  }
  return list.map(({ name, version }) => ({ name, version }));
}

/**
 * Throws the refusal of too many dependencies, of one from outside the npm registry, and of one without
 * an exact version. The last is this rehearsal's own rule: a range is resolved by the platform at build
 * time, so what was tested is not what is deployed.
 */
export function checkDependencies(dependencies: readonly DependencyDeclaration[]): void {
  if (dependencies.length > DEPENDENCY_COUNT_LIMIT) {
    throw refusal(
      'dependency-count',
      `A build may have ${DEPENDENCY_COUNT_LIMIT} dependencies, got ${dependencies.length}`,
    );
  }
  for (const { name, version } of dependencies) {
    if (OUTSIDE_REGISTRY.test(version)) {
      throw refusal('dependency-source', `${name}@${version} does not come from the npm registry`);
    }
    if (!EXACT_VERSION.test(version)) {
      throw refusal('range', `${name}@${version} is a range; name one exact version`);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refusal('dependency-format', 'Dependencies is not valid JSON');
  }
}

function isDeclaration(value: unknown): value is DependencyDeclaration {
  if (typeof value !== 'object' || value === null) return false;
  const { name, version } = value as Partial<Record<string, unknown>>;
  return typeof name === 'string' && name !== '' && typeof version === 'string';
}
