import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Command, CommandInput, CommandReport } from '../../core/command';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { ENVIRONMENT_HELP } from '../../core/deployment';
import { buildArchive, type BuiltArchive } from '../archive/build-archive';
import { type ArchiveChange, compareArchives, describeChange } from '../archive/compare-archives';
import { type CollectedWindow, collectWindow, windowOptions } from '../reconcile/collect-window';
import { describeKeyFailure } from '../reconcile/key-failure';
import { DAY_MS, isDay, LONGEST_DAYS, VAPI_KEEPS_MS } from '../reconcile/time-window';
import { OutputFile } from '../report/output-file';
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
  const folder = openFolder(input);
  const hasNumbers = input.values['unmasked'] === true;
  const file = path.join(folder, `${day.name}.jsonl`);
  const output = OutputFile.open('--to', file, {
    workingFolder: input.workingFolder,
    example: 'archive',
  });
  try {
    const collected = await collectWindow(input, {
      command: 'archive',
      nowMs,
      window: day.window,
      typed: day.name,
      isWhole: true,
      showNumbers: hasNumbers,
    });
    refuseGaps(collected);
    input.progress.show('writing');
    const built = await buildArchive(collected, day, hasNumbers);
    const change = compareArchives(existsSync(file) ? file : undefined, built);
    const isWritten = change.kind !== 'same' && !losesSomething(change);
    if (isWritten) writeArchive(output, built);
    collected.spill.remove();
    return reportArchive(file, built, { change, isOld: nowMs - day.window.fromMs > VAPI_KEEPS_MS });
  } finally {
    output?.discard();
  }
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

/** Returns the folder, made if its parent is there. */
function openFolder({ values, workingFolder }: CommandInput): string {
  const given = values['to'];
  if (typeof given !== 'string' || given.trim() === '') {
    throw new CliError(exitCodes.usage, '--to names no folder', '--to archive');
  }
  const folder = path.resolve(workingFolder, given);
  try {
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    if (statSync(folder).isDirectory()) return folder;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CliError(
      exitCodes.usage,
      `--to: ${folder} cannot be written (${code ?? String(error)})`,
      'name a folder that you may write to',
    );
  }
  throw new CliError(exitCodes.usage, `--to: ${folder} is no folder`, '--to archive');
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

function writeArchive(output: OutputFile | undefined, { lines, manifest }: BuiltArchive): void {
  for (const line of lines) output?.write(`${line}\n`);
  output?.write(`${JSON.stringify(manifest)}\n`);
  output?.finish();
}

function reportArchive(
  file: string,
  { manifest }: BuiltArchive,
  { change, isOld }: { readonly change: ArchiveChange; readonly isOld: boolean },
): CommandReport {
  const { calls, outgoingLegs, vapiCalls, messages, unpriced, twilioCost, vapiCost } = manifest;
  const isKept = losesSomething(change);
  const notes = [
    ...(isKept ? [`the vendors know less than ${file}: it stays as it is`] : []),
    ...(unpriced > 0 ? [`${unpriced} have no price yet: write the day again tomorrow`] : []),
    ...(isOld ? ['Vapi keeps calls for 14 days on its ordinary plan: this day is older'] : []),
  ];
  return {
    data: { file, change, manifest },
    problems: isKept ? notes.slice(0, 1) : [],
    text: [
      `${file}: ${describeChange(change)}`,
      `${calls} calls, ${outgoingLegs} outgoing legs, ${vapiCalls} calls at Vapi, ${messages} messages; ${formatAmounts(vapiCost)} at Vapi, ${formatAmounts(twilioCost)} at Twilio`,
      ...notes,
    ].join('\n'),
    exitCode: isKept ? exitCodes.found : exitCodes.done,
  };
}
