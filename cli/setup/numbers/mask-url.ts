const MASK = '***';
const USER_INFO = /^((?:[a-z][a-z0-9+.-]*:)?\/+)?[^/?#]*@/i;

/**
 * Returns somebody's URL for showing: without user and password, and without the query's values,
 * which may be keys. A fragment holds Twilio's connection settings, and stays.
 */
export function maskUrl(url: string): string {
  const [beforeFragment = '', ...fragment] = url.split('#');
  const [address = '', ...query] = beforeFragment.split('?');
  const shown = address.replace(USER_INFO, `$1${MASK}@`);
  const parameters = query
    .join('?')
    .split('&')
    .map((part) => (part.includes('=') ? `${part.slice(0, part.indexOf('='))}=${MASK}` : MASK));
  return [
    query.length === 0 ? shown : `${shown}?${parameters.join('&')}`,
    ...fragment.map((text) => `#${text}`),
  ].join('');
}
