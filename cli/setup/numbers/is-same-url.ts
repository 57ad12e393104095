/**
 * Returns whether Twilio would ask the same for both URLs: capitals in the host, `:443` and the
 * fragment, which holds Twilio's connection overrides, make no difference.
 */
export function isSameUrl(given: string, wanted: string): boolean {
  return normalize(given) === normalize(wanted);
}

function normalize(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  url.hash = '';
  return url.href;
}
