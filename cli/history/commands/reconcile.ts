import type { Command, CommandInput, CommandReport } from '../../core/command';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { buildReconcileReport } from '../reconcile/build-report';
import { collectWindow, WINDOW_HELP, windowOptions } from '../reconcile/collect-window';
import { findStepAtTwilio } from '../reconcile/look-closer';
import { reconcileCalls } from '../reconcile/reconcile-calls';
import { Tally } from '../reconcile/tally';
import { readSince } from '../reconcile/time-window';
import type { TwilioClient } from '../../core/twilio-client';

const MAX_EXAMPLES = 1_000;

/** `switchboard reconcile`: which calls never reached Vapi? */
export const reconcile: Command = {
  summary: "compares Twilio's calls with Vapi's and names those that never reached Vapi",
  details: `Lists the inbound calls of the tenants' numbers at Twilio and the calls at Vapi, joins them by
CallSid (else by caller and time) and counts them by class. Changes nothing. Ends with 1 when a call
never reached Vapi. Interrupted, it continues where it stopped when it is run again.

  --since         how far back: 90m, 24h (default), 7d, or a time like 2026-08-01T06:00Z
  --tenant        only this tenant; may be repeated
  --logs          reads the Functions' log too: it distinguishes a fallback, and what the front door ended,
                  from a number that is not ours
  --examples      newest calls to name per class (default 5)
${WINDOW_HELP}`,
  examples: [
    'npm run switchboard -- reconcile --since 24h',
    'npm run switchboard -- reconcile --since 7d --tenant riverside-dental --logs --environment production --json',
  ],
  options: {
    ...windowOptions,
    since: { type: 'string', default: '24h' },
    examples: { type: 'string', default: '5' },
  },
  run: runReconcile,
};

async function runReconcile(input: CommandInput): Promise<CommandReport> {
  const maxExamples = readExampleCount(String(input.values['examples']));
  const typed = String(input.values['since']);
  const startedMs = Date.now();
  const { spill, client, accountSid, nowMs, hasLogs, ...options } = await collectWindow(input, {
    command: 'reconcile',
    nowMs: startedMs,
    window: { fromMs: readSince(typed, startedMs), untilMs: startedMs },
    typed,
  });
  const tally = new Tally(maxExamples);
  await reconcileCalls(spill, options, tally);
  input.progress.show('looking closer at the examples');
  await findSteps(tally, client, accountSid);
  const { head, isResumed } = spill;
  const { keyFailures } = options;
  // What was read is kept for the next run, where a key is still to be asked.
  if (keyFailures.length === 0) spill.remove();
  return buildReconcileReport(tally, { head, isResumed, hasLogs, nowMs, keyFailures });
}

/**
 * Twilio may know what the log does not say. It is asked only about the calls that are shown, since
 * each costs requests.
 */
async function findSteps(tally: Tally, client: TwilioClient, accountSid: string): Promise<void> {
  const { 'never-reached-vapi': never, 'ended-in-fallback': fallback, unknown } = tally.classes;
  const shown = [never, fallback, unknown].flatMap(({ examples }) => examples.slice(-5));
  for (const example of shown) {
    if (example.step !== 'unknown' || example.twilioCallSid === null) continue;
    example.step = await findStepAtTwilio(client, accountSid, example.twilioCallSid);
  }
}

function readExampleCount(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) <= MAX_EXAMPLES) return Number(text);
  throw new CliError(
    exitCodes.usage,
    `--examples is not a whole number from 0 to ${MAX_EXAMPLES}`,
    '--examples 20',
  );
}
