import type { DayResult } from './ledger';
import type { DayOptions, DayResults } from './simulate';

const ROWS: readonly (readonly [string, (result: DayResult) => string])[] = [
  ['callers', ({ callers }) => `${callers}`],
  ['answered by the assistant', ({ answered }) => `${answered}`],
  ['… of whom waited for a slot', ({ answeredAfterWaiting }) => `${answeredAfterWaiting}`],
  ['got the fallback', ({ fallback }) => `${fallback}`],
  ['hung up while waiting', ({ abandoned }) => `${abandoned}`],
  ['**lost**', ({ lost }) => `**${lost}**`],
  ['**overtakings**', ({ overtakings }) => `**${overtakings}**`],
  ['wait, median', ({ medianWaitSeconds }) => `${medianWaitSeconds} s`],
  ['wait, p95', ({ p95WaitSeconds }) => `${p95WaitSeconds} s`],
  ['wait, longest', ({ maxWaitSeconds }) => `${maxWaitSeconds} s`],
  ['`POST /call` requests', ({ posts }) => `${posts}`],
  ['… most within one second', ({ peakPostsPerSecond }) => `${peakPostsPerSecond}`],
  ['most slots in use', ({ busiestSlots }) => `${busiestSlots}`],
];

/** Returns a day's figures as a Markdown table. */
export function formatDay(
  { seed, slots, mishaps }: DayOptions,
  { switchboard, guide }: DayResults,
): string {
  const title = `${slots} slots, ${percent(mishaps.lostReports)} of the reports lost, ${percent(mishaps.crashes)} of the requests crash, seed ${seed}`;
  const rows = ROWS.map(([name, read]) => [name, read(switchboard), read(guide)]);
  return [
    `${title}\n`,
    ...[['', 'our queue', "the guide's algorithm"], ['---', '---:', '---:'], ...rows].map(
      (cells) => `| ${cells.join(' | ')} |`,
    ),
  ].join('\n');
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
