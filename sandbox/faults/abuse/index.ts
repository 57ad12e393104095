import type { AbuseCase } from './abuse-case';
import { callers } from './callers';
import { documents } from './documents';
import { forgeries } from './forgeries';
import { messages } from './messages';
import { replays } from './replays';

/** Every attack, in the table's order. */
export const abuseCases: readonly AbuseCase[] = [
  ...callers,
  ...forgeries,
  ...messages,
  ...replays,
  ...documents,
];

/** Returns the attacks whose name holds one of the words; all for the word `abuse`, or without words. */
export function selectAbuse(words: readonly string[] = []): readonly AbuseCase[] {
  if (words.length === 0 || words.includes('abuse')) return abuseCases;
  const isMeant = (name: string) =>
    words.some((word) => name.toLowerCase().includes(word.toLowerCase()));
  return abuseCases.filter(({ name }) => isMeant(name));
}
