const MAX_LENGTH = 200;

/** Returns what a model wrote as one line that can be spoken, cut at a word. */
export function cleanSummary(text: unknown): string {
  if (typeof text !== 'string') return '';
  const line = text
    .toWellFormed()
    .replace(/<[^<>]*>|https?:\/\/\S+|[{}[\]<>*_#`|\\]/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (line.length <= MAX_LENGTH) return line;
  return line
    .slice(0, MAX_LENGTH)
    .replace(/\s\S*$/, '')
    .replace(/[\ud800-\udbff]$/, '');
}
