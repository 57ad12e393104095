import { refusal } from '../../rest/api-error';
import type { DependencyDeclaration } from './dependencies';

/** The package whose version chooses the platform's own request handler. */
export const RUNTIME_HANDLER_PACKAGE = '@twilio/runtime-handler';

const OFFERED_VERSIONS = /^(?:2\.1\.2|2\.0\.[01]|1\.3\.[01]|1\.2\.\d+)$/;

/**
 * Throws the refusal of a build without a runtime handler of the platform's own list.
 *
 * A missing declaration is refused here although the platform has a default: a deploy that depends on
 * a default can change by itself.
 */
export function checkRuntimeHandler(dependencies: readonly DependencyDeclaration[]): void {
  const version = dependencies.find(
    (dependency) => dependency.name === RUNTIME_HANDLER_PACKAGE,
  )?.version;
  if (version === undefined) {
    throw refusal(
      'runtime-handler-missing',
      `dependencies must name ${RUNTIME_HANDLER_PACKAGE} with an exact version`,
    );
  }
  if (!OFFERED_VERSIONS.test(version)) {
    throw refusal(
      'runtime-handler-version',
      `Some dependencies could not be validated. No matching version found for ${RUNTIME_HANDLER_PACKAGE}@${version}.`,
    );
  }
}
