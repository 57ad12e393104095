const MAX_LENGTH = 200;

/** Seven digits or more, however they are written: addresses carry the summary. */
const LONG_NUMBER = /\+?\(?\d(?:[\s().\p{Pd}/]{0,3}\d){6,}/gu;

/**
 * Returns what a model wrote as one line that can be spoken, cut at a word. Long numbers keep only
 * their last two digits.
 */
export function cleanSummary(text: unknown): string {
  if (typeof text !== 'string') return '';
  const line = text
    .toWellFormed()
    .normalize('NFKC')
    .replace(/<[^<>]*>|https?:\/\/\S+|[{}[\]<>*_#`|\\]/g, ' ')
    .replace(LONG_NUMBER, (number) => `… ${number.replace(/\D/g, '').slice(-2)}`)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (line.length <= MAX_LENGTH) return line;
  return line
    .slice(0, MAX_LENGTH)
    .replace(/\s\S*$/, '')
    .replace(/[\ud800-\udbff]$/, '');
}
