import type { IncomingMessage } from 'node:http';
import { vapiError, type VapiError } from './call-rules';

type Keys = { readonly apiKey: string; readonly otherApiKeys?: readonly string[] };

/** Returns the key that a request brings. */
export const keyOf = ({ headers }: IncomingMessage): string | undefined =>
  headers.authorization?.replace('Bearer ', '');

/** Returns why a request is refused; undefined where it has a key of the organisation. */
export function findAccessError(
  request: IncomingMessage,
  { apiKey, otherApiKeys = [] }: Keys,
): VapiError | string | undefined {
  const { headers } = request;
  if (!headers['user-agent']) return 'error code: 1010';
  const isKnown = [apiKey, ...otherApiKeys].some(
    (key) => headers.authorization === `Bearer ${key}`,
  );
  if (isKnown) return undefined;
  return vapiError(
    401,
    'Unauthorized',
    'Invalid Key. Hot tip, you may be using the private key instead of the public key, or vice versa.',
  );
}
