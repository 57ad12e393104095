import { formatTable } from '../../src/cli/print/table';
import { THEMES } from './fault-case';
import { FORBIDDEN, type Forbidden } from './judge-run';
import type { FaultResult } from './run-fault';

/** What each forbidden column counts. */
const FORBIDDEN_TITLES: Readonly<Record<Forbidden, string>> = {
  silent: 'silent calls',
  invalid: 'answers that are not 200 with valid TwiML',
  late: 'answers later than the deadline + 0.5 s',
  leaks: 'places in which something secret was seen',
  posts: 'calls with more than 2 POSTs to Vapi, or one a loop in line',
  unexpected: 'calls that got somebody else than they should',
  unsigned: 'webhooks that the tenant cannot check',
  untold: 'messages of which the tenant was told wrongly',
};

const HEADER = ['fault', 'the caller heard', 'first TwiML', 'slowest later', 'POSTs', 'verdict'];

/** Returns how often each forbidden thing happened. */
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

/** Returns the results as a page of the documentation. */
export function formatMarkdown(results: readonly FaultResult[]): string {
  const counts = Object.entries(countForbidden(results)).map(
    ([name, count]) => `| ${FORBIDDEN_TITLES[name as Forbidden]} | ${count} |`,
  );
  const groups = THEMES.flatMap((theme) => {
    const rows = results
      .filter((result) => result.theme === theme)
      .map((result) => buildRow(result, formatLimit));
    return rows.length === 0 ? [] : [`## ${capitalise(theme)}\n\n${toMarkdownTable(rows)}`];
  });
  return `${[
    '# What callers hear when something fails',
    'Each row is a fault: the project is deployed to a stand-in of Twilio, one thing is broken, a caller calls, and everything that is heard, answered, logged and sent is judged. Times are rounded up to coarse limits, for they are of one run, several cases at once on one machine.',
    '```bash\nnpm run faults -- --write docs/faults.md\n```',
    `| must never happen | in ${results.length} faults |\n| --- | --- |\n${counts.join('\n')}`,
    ...groups,
  ].join('\n\n')}\n`;
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

/** A page that is written anew must not differ because a machine was busy. */
const LIMITS_SECONDS: readonly number[] = [2, 5, 8.5, 11];

function formatLimit(durationMs: number): string {
  const limit = LIMITS_SECONDS.find((seconds) => durationMs <= seconds * 1_000);
  return limit === undefined ? formatSeconds(durationMs) : `≤ ${limit} s`;
}

function toMarkdownTable(rows: readonly (readonly string[])[]): string {
  const lines = [HEADER, HEADER.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

function capitalise(word: string): string {
  return word === 'twiml' ? 'TwiML' : word.charAt(0).toUpperCase() + word.slice(1);
}
