import { formatTable } from '../../cli/print/table';
import { THEMES, type Theme } from './fault-case';
import { FORBIDDEN, type Forbidden } from './check-run';
import { type AbuseResult, buildAbuseRows, countAbuse } from './abuse/run-abuse';
import type { FaultResult } from './run-fault';
import { SHOWN_FAULTS } from './shown-faults';

const FORBIDDEN_TITLES: Readonly<Record<Forbidden, string>> = {
  silent: 'silent calls',
  invalid: 'answers that are not 200 with valid TwiML',
  late: 'answers later than the deadline + 0.5 s',
  leaks: 'places in which something secret was seen',
  posts: 'calls with more than 2 POSTs to Vapi, or more than one per loop in the queue',
  unexpected: 'calls that did not get what they should',
  unsigned: 'webhooks whose signature the tenant cannot verify',
  untold: 'messages of which the tenant was not notified correctly',
};

const HEADER = ['fault', 'the caller heard', 'first TwiML', 'slowest later', 'POSTs', 'verdict'];

export function countForbidden(results: readonly FaultResult[]): Record<Forbidden, number> {
  const count = (name: Forbidden) =>
    results.reduce((sum, { violations }) => sum + violations[name].length, 0);
  return Object.fromEntries(FORBIDDEN.map((name) => [name, count(name)])) as Record<
    Forbidden,
    number
  >;
}

/** Returns the results as a table for a terminal, with every forbidden thing below it. */
export function formatResults(results: readonly FaultResult[]): string {
  const rows = results.map((result) => [result.theme, ...buildRow(result, formatSeconds)]);
  const details = results.flatMap(({ theme, name, violations }) =>
    FORBIDDEN.flatMap((forbidden) =>
      violations[forbidden].map((text) => `${theme} / ${name}: ${forbidden}: ${text}`),
    ),
  );
  const counts = Object.entries(countForbidden(results)).map(
    ([name, count]) => `${String(count).padStart(5)}  ${FORBIDDEN_TITLES[name as Forbidden]}`,
  );
  return [formatTable(['theme', ...HEADER], rows), ...details, counts.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Returns the results as a page of its own, with every row. */
export function formatAll(results: readonly FaultResult[], abuse: readonly AbuseResult[]): string {
  const groups = listThemes(results).flatMap((theme) => {
    const rows = results.filter((result) => result.theme === theme).map(toPageRow);
    return [`## ${capitalise(theme)}`, toMarkdownTable([HEADER, ...rows])];
  });
  return formatPage([
    '# Every fault, and what its caller heard',
    formatTotals(results),
    ...groups,
    '## Abuse',
    toMarkdownTable(buildAbuseRows(abuse)),
  ]);
}

/**
 * Returns the results as a page of the documentation: the totals, and the most telling rows.
 * @throws {Error} if one of those rows is not among the results
 */
export function formatSummary(
  results: readonly FaultResult[],
  abuse: readonly AbuseResult[],
): string {
  const rows = SHOWN_FAULTS.map((shown) => {
    const result = results.find(({ theme, name }) => `${theme} / ${name}` === shown);
    if (result === undefined) throw new Error(`the fault "${shown}" was not run`);
    return toPageRow(result);
  });
  return formatPage([
    '# What callers hear when something fails',
    'The project is deployed to a stand-in of Twilio. Then one thing is broken, a caller calls, and everything that is heard, answered, logged and sent is checked. `npm run faults -- --list` names all faults; `--only <part of a name>` plays some of them.',
    formatTotals(results),
    `## ${rows.length} of them`,
    'Times are rounded up to coarse limits, because they come from one run with several cases at once on one machine. `POSTs` are the requests that create a call at Vapi, the most for one phone call.',
    toMarkdownTable([HEADER, ...rows]),
    '## Abuse',
    `Strangers and callers try to spend: ${abuse.length} attacks, each followed by an honest call to another business. What an attack may cost at most is written in the case; [security.md](security.md) lists the bounds.`,
    toMarkdownTable([['must never happen', `in ${abuse.length} attacks`], ...countAbuse(abuse)]),
    '## All of them',
    'The whole table is an artifact of each CI run (`faults`), or written by `npm run faults -- --write-all faults.md`. This page is written by:',
    '```bash\nnpm run faults -- --write docs/faults.md\n```',
    formatThemeCounts(results),
  ]);
}

/** Returns how many cases there are of each theme, as a table for Markdown. */
export function formatThemeCounts(cases: readonly Pick<FaultResult, 'theme'>[]): string {
  const rows = THEMES.map((theme) => ({
    theme,
    count: cases.filter((one) => one.theme === theme).length,
  })).filter(({ count }) => count > 0);
  return toMarkdownTable([
    ['what is broken', 'faults'],
    ...rows.map(({ theme, count }) => [capitalise(theme), String(count)]),
  ]);
}

function formatPage(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

function formatTotals(results: readonly FaultResult[]): string {
  const counts = Object.entries(countForbidden(results)).map(([name, count]) => [
    FORBIDDEN_TITLES[name as Forbidden],
    String(count),
  ]);
  return toMarkdownTable([['must never happen', `in ${results.length} faults`], ...counts]);
}

function listThemes(results: readonly FaultResult[]): readonly Theme[] {
  return THEMES.filter((theme) => results.some((result) => result.theme === theme));
}

function toPageRow(result: FaultResult): string[] {
  return buildRow(result, formatLimit);
}

function buildRow(result: FaultResult, formatTime: (durationMs: number) => string): string[] {
  const { name, heard, firstAnswerMs, laterAnswerMs, postCount, violations } = result;
  const broken = FORBIDDEN.filter((forbidden) => violations[forbidden].length > 0);
  return [
    name,
    heard,
    formatTime(firstAnswerMs),
    laterAnswerMs === undefined ? '-' : formatTime(laterAnswerMs),
    String(postCount),
    broken.length === 0 ? 'good' : broken.join(', '),
  ];
}

function formatSeconds(durationMs: number): string {
  return `${(durationMs / 1_000).toFixed(1)} s`;
}

/** A page that is written again must not differ because a machine was busy. */
const LIMITS_SECONDS: readonly number[] = [2, 5, 8.5, 11];

function formatLimit(durationMs: number): string {
  const limit = LIMITS_SECONDS.find((seconds) => durationMs <= seconds * 1_000);
  return limit === undefined ? formatSeconds(durationMs) : `≤ ${limit} s`;
}

function toMarkdownTable([header = [], ...rows]: readonly (readonly string[])[]): string {
  return [header, header.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

function capitalise(word: string): string {
  return word === 'twiml' ? 'TwiML' : word.charAt(0).toUpperCase() + word.slice(1);
}
