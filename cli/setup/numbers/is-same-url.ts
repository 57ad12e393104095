/**
 * Returns whether Twilio would ask the same for both URLs: capitals in the host and `:443` make no
 * difference. Neither do the connection overrides in the fragment, if the given URL has any: they may be
 * the operator's own.
 */
export function isSameUrl(given: string, wanted: string): boolean {
  const [one, other] = [normalize(given), normalize(wanted)];
  return one.address === other.address && (one.overrides !== '' || other.overrides === '');
}

function normalize(text: string) {
  if (!URL.canParse(text)) return { address: text, overrides: '' };
  const url = new URL(text);
  const overrides = url.hash;
  url.hash = '';
  return { address: url.href, overrides };
}
