/** Returns the first characters of a text without cutting one in half: not every receiver reads halves. */
export function cutText(text: string, maxCharacters: number): string {
  return text.slice(0, maxCharacters).replace(/[\ud800-\udbff]$/, '');
}
