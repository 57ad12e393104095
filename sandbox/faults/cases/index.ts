import { type FaultCase, type ListedCase, type Theme, THEMES } from '../fault-case';
import { bodies } from './bodies';
import { callers } from './callers';
import { connections } from './connections';
import { delays } from './delays';
import { environment } from './environment';
import { fallbacks } from './fallbacks';
import { frontDoors } from './front-doors';
import { incidents } from './incidents';
import { messages } from './messages';
import { platform } from './platform';
import { queue } from './queue';
import { recordings } from './recordings';
import { statuses } from './statuses';
import { streams } from './streams';
import { tenants } from './tenants';
import { texts } from './texts';
import { twimlDefects } from './twiml';

const groups: Readonly<Record<Theme, readonly FaultCase[]>> = {
  statuses,
  delays,
  connections,
  bodies,
  twiml: twimlDefects,
  streams,
  tenants,
  environment,
  callers: [...callers, ...frontDoors],
  platform,
  fallbacks: [...fallbacks, ...messages, ...texts],
  recordings,
  queue,
  incidents,
};

/** Every case, in the table's order. */
export const allCases: readonly ListedCase[] = THEMES.flatMap((theme) =>
  groups[theme].map((fault) => ({ ...fault, theme })),
);

/** Returns the cases of a theme, or those whose name holds the words, for each of the words. */
export function selectCases(words: readonly string[] = []): readonly ListedCase[] {
  if (words.length === 0) return allCases;
  const tests = words.map((word) => {
    const isTheme = THEMES.some((theme) => theme === word);
    return ({ theme, name }: ListedCase) =>
      isTheme ? theme === word : name.toLowerCase().includes(word.toLowerCase());
  });
  return allCases.filter((fault) => tests.some((isMeant) => isMeant(fault)));
}
