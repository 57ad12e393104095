import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command, CommandInput, CommandReport } from '../../core/command';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { ENVIRONMENT_HELP } from '../../core/deployment';
import { buildArchive, type BuiltArchive } from '../archive/build-archive';
import { type ArchiveChange, compareArchives, describeChange } from '../archive/compare-archives';
import { checkArchive } from '../archive/read-archive';
import {
  type CollectedWindow,
  collectWindow,
  refuseOtherAccount,
  windowOptions,
} from '../reconcile/collect-window';
import { describeKeyFailure } from '../reconcile/key-failure';
import { DAY_MS, isDay, LONGEST_DAYS, VAPI_KEEPS_MS } from '../reconcile/time-window';
import { OutputFolder } from '../report/output-folder';
import { formatAmounts } from '../usage/money';

const { tenant: _tenant, 'show-numbers': _numbers, ...sharedOptions } = windowOptions;

/** `switchboard archive`: a day's calls, before Vapi forgets them. */
export const archive: Command = {
  summary: "writes a day's calls as JSON lines, before Vapi forgets them",
  details: `Reads all calls, legs and text messages of a day in UTC from both vendors and writes one JSON line
for each, and a manifest with counts, sums and a checksum as the last line. The file appears when it is
complete. Run it again to see what changed since, such as prices; a file that knows more than the vendors
still do stays as it is, and the command ends with 1.

  --day           the day, which must be over: 2026-11-29
  --to            the folder for <day>.jsonl
  --unmasked      phone numbers in full
  --logs          reads the Functions' log too, for calls that did not go well
  --fresh         starts again instead of continuing an interrupted run
  ${ENVIRONMENT_HELP}; for --logs`,
  examples: [
    'npm run switchboard -- archive --day 2026-11-29 --to archive',
    'npm run switchboard -- archive --day 2026-11-29 --to archive --logs --environment production --json',
  ],
  options: {
    ...sharedOptions,
    day: { type: 'string' },
    to: { type: 'string' },
    unmasked: { type: 'boolean', default: false },
  },
  run: runArchive,
};

async function runArchive(input: CommandInput): Promise<CommandReport> {
  const nowMs = Date.now();
  const day = readDay(input.values['day'], nowMs);
  const { workingFolder } = input;
  const given = String(input.values['to'] ?? '');
  const output = OutputFolder.open('--to', given, { workingFolder, example: 'archive' });
  try {
    return await writeDay(input, { nowMs, day, output });
  } finally {
    output.discard();
  }
}

interface DayRun {
  readonly nowMs: number;
  readonly day: ReturnType<typeof readDay>;
  readonly output: OutputFolder;
}

async function writeDay(input: CommandInput, { nowMs, day, output }: DayRun) {
  const name = `${day.name}.jsonl`;
  const file = path.join(output.folder, name);
  // What cannot be read may be the only copy: it is not written over.
  const before = existsSync(file) ? checkArchive(day.window.fromMs, file) : undefined;
  const hasNumbers = input.values['unmasked'] === true;
  const collected = await collectWindow(input, {
    ...{ command: 'archive', nowMs, window: day.window, typed: day.name, isWhole: true },
    showNumbers: hasNumbers,
  });
  refuseGaps(collected);
  refuseOtherAccount(`--to: ${file} is`, before?.accountSid, collected.accountSid);
  input.progress.show('writing');
  const built = await buildArchive(collected, day, hasNumbers);
  const change = compareArchives(before && file, built);
  if (change.kind !== 'same' && !losesSomething(change)) {
    output.write(name, [...built.lines, JSON.stringify(built.manifest), ''].join('\n'));
    output.finish();
  }
  collected.spill.remove();
  return reportArchive(file, built, { change, isOld: nowMs - day.window.fromMs > VAPI_KEEPS_MS });
}

function readDay(given: unknown, nowMs: number) {
  const name = typeof given === 'string' ? given.trim() : '';
  if (!/^\d{4}-\d\d-\d\d$/.test(name) || !isDay(name)) {
    const problem = given === undefined ? 'is missing' : `${JSON.stringify(given)} is no day`;
    throw new CliError(exitCodes.usage, `--day ${problem}`, '--day 2026-11-29');
  }
  const fromMs = Date.parse(name);
  if (fromMs + DAY_MS > nowMs) {
    const yesterday = new Date(nowMs - DAY_MS).toISOString().slice(0, 10);
    throw new CliError(exitCodes.usage, `--day ${name} is not over in UTC`, `--day ${yesterday}`);
  }
  if (nowMs - fromMs > LONGEST_DAYS * DAY_MS) {
    const problem = `--day ${name} lies more than ${LONGEST_DAYS} days back`;
    throw new CliError(exitCodes.usage, problem, 'Twilio lists the calls of thirteen months');
  }
  return { name, window: { fromMs, untilMs: fromMs + DAY_MS } };
}

/** An archive without the calls of a key would say that there were none. */
function refuseGaps({ keyFailures }: CollectedWindow): void {
  const [first] = keyFailures;
  if (first === undefined) return;
  throw new CliError(
    first.error.exitCode,
    `nothing is written: ${keyFailures.map(describeKeyFailure).join('; ')}`,
    'run the command again: it asks only for what is missing',
  );
}

const losesSomething = (change: ArchiveChange): boolean =>
  change.kind === 'changed' && change.lost.length > 0;

function reportArchive(
  file: string,
  { manifest }: BuiltArchive,
  { change, isOld }: { readonly change: ArchiveChange; readonly isOld: boolean },
): CommandReport {
  const { calls, outgoingLegs, vapiCalls, messages, unpriced, hasLogs } = manifest;
  const isKept = losesSomething(change);
  const logHint = hasLogs ? '' : '; if it was written with --logs, use that again';
  const notes = [
    ...(isKept ? [`${file} knows more than was read now, and stays as it is${logHint}`] : []),
    ...(unpriced > 0 ? [`${unpriced} have no price yet: write the day again tomorrow`] : []),
    ...(isOld ? ['Vapi keeps calls for 14 days on its ordinary plan: this day is older'] : []),
  ];
  return {
    data: { file, change, manifest },
    problems: isKept ? notes.slice(0, 1) : [],
    text: [
      `${file}: ${describeChange(change)}`,
      `${calls} calls, ${outgoingLegs} outgoing legs, ${vapiCalls} calls at Vapi, ${messages} messages; ${formatAmounts(manifest.vapiCost)} at Vapi, ${formatAmounts(manifest.twilioCost)} at Twilio`,
      ...notes,
    ].join('\n'),
    exitCode: isKept ? exitCodes.found : exitCodes.done,
  };
}
