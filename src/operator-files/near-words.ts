const MAX_SHOWN = 3;

/** Returns the words that may have been meant, the nearest first, three at most. */
export function findNearWords(meant: string, words: readonly string[]): string[] {
  const allowed = Math.max(2, Math.floor(meant.length / 3));
  return words
    .map((word) => ({ word, distance: isPart(meant, word) ? 0 : countEdits(meant, word) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MAX_SHOWN)
    .map(({ word }) => word);
}

const isPart = (a: string, b: string): boolean =>
  Math.min(a.length, b.length) > 2 && (a.includes(b) || b.includes(a));

/** Letters to add, drop or replace (Levenshtein distance). */
function countEdits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = row[column]! + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, row[column + 1]! + 1, next[column]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
