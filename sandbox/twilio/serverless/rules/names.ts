import { refusal } from '../../rest/api-error';

const SERVICE_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;
const SERVICE_NAME_LENGTH_LIMIT = 49;
const ENVIRONMENT_NAME_LENGTH_LIMIT = 100;
const DOMAIN_SUFFIX = /^[A-Za-z0-9-]{1,16}$/;

/** Returns the unique name of a Service, or throws the refusal of one that cannot be part of a domain. */
export function parseServiceName(name: string | undefined): string {
  if (name === undefined || name.length > SERVICE_NAME_LENGTH_LIMIT || !SERVICE_NAME.test(name)) {
    throw refusal(
      'service-name',
      `UniqueName must be 1 to ${SERVICE_NAME_LENGTH_LIMIT} letters, digits and inner dashes, got "${name ?? ''}"`,
    );
  }
  return name;
}

/** Returns the unique name of an Environment, or throws the refusal. */
export function parseEnvironmentName(name: string | undefined): string {
  if (name === undefined || name === '' || name.length > ENVIRONMENT_NAME_LENGTH_LIMIT) {
    throw refusal(
      'environment-name',
      `UniqueName must have 1 to ${ENVIRONMENT_NAME_LENGTH_LIMIT} characters`,
    );
  }
  return name;
}

/** Returns the suffix of an Environment's domain, null for production, or throws the refusal. */
export function parseDomainSuffix(suffix: string | undefined): string | null {
  if (suffix === undefined || suffix === '') return null;
  if (!DOMAIN_SUFFIX.test(suffix)) {
    throw refusal(
      'environment-name',
      `DomainSuffix must be 1 to 16 letters, digits and dashes, got "${suffix}"`,
    );
  }
  return suffix;
}
