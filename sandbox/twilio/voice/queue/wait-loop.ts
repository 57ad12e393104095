import type { XmlElement } from '@rgrove/parse-xml';
import type { WebhookTarget } from '../call-requests';
import { elementsOf } from '../check-twiml';
import { noteHoldSound, playOnHold, sayOnHold } from '../hold-sounds';
import type { Next, RunVerb, RunningVerb } from '../leg';
import { buildGather } from '../verbs/gather';
import { runRedirect } from '../verbs/leave';
import { PLAY_MS, runPause } from '../verbs/speech';
import type { WebhookForm } from '../webhook';

/** Why nothing is played any more. `gone`: they were redirected, or hung up. */
export type WaitEnd = 'leave' | 'error' | 'gone';

/**
 * A document takes at least this long. It is not known what Twilio does with one that takes no
 * time, and here it must not spin.
 */
const FLOOR_MS = 500;

type HoldVerb = (verb: XmlElement, context: RunningVerb) => Promise<Next | 'leave'>;

const holdVerbs: Readonly<Record<string, HoldVerb>> = {
  Say: (verb, context) => sayOnHold(verb, context).then(() => 'next-verb'),
  Play: (verb, context) => playOnHold(verb, context).then(() => 'next-verb'),
  Pause: runPause satisfies RunVerb,
  Gather: buildGather({ Say: sayOnHold, Play: playOnHold, Pause: runPause }),
  Redirect: runRedirect satisfies RunVerb,
  Hangup: (_verb, { leg }) => {
    leg.hangUp();
    return Promise.resolve('hangup');
  },
  Leave: () => Promise.resolve('leave'),
};

/**
 * Plays a wait document to its end again and again.
 *
 * @param first - the waitUrl; undefined = Twilio's own music
 * @param describe - the parameters of each request, read again for each
 * @see https://www.twilio.com/docs/voice/twiml/enqueue (waitUrl)
 */
export async function playWaitLoop(
  first: WebhookTarget | undefined,
  context: RunningVerb,
  describe: () => WebhookForm,
): Promise<WaitEnd> {
  const { signal } = context;
  if (first === undefined) {
    noteHoldSound('music', context);
    await untilAborted(signal);
  }
  let next: WebhookTarget | undefined = first;
  while (next !== undefined && !signal.aborted) {
    const startedAtMs = context.leg.call.options.clock.nowMs();
    const end: WebhookTarget | WaitEnd | 'again' = await playDocument(next, context, describe);
    if (end === 'leave' || end === 'error' || end === 'gone') return end;
    await keepFloor(startedAtMs, context);
    next = end === 'again' ? first : end;
  }
  return 'gone';
}

/** @returns where it redirects to, or what follows its end */
async function playDocument(
  target: WebhookTarget,
  context: RunningVerb,
  describe: () => WebhookForm,
): Promise<WebhookTarget | WaitEnd | 'again'> {
  const { leg, signal } = context;
  const parameters = { ...describe(), ...target.parameters };
  const fetched = await leg.call.requests.fetchWait({ ...target, parameters }, leg.form);
  if (signal.aborted) return 'gone';
  if (fetched === undefined) return 'error';
  if (fetched === 'audio') {
    noteHoldSound(new URL(target.url).pathname, context);
    await leg.wait(PLAY_MS, signal);
    return 'again';
  }
  const verbs = elementsOf(fetched);
  const misplaced = verbs.filter(({ name }) => !(name in holdVerbs));
  for (const { name } of misplaced) {
    leg.call.journal.problem(`12200 ${name} may not stand in a queue's wait document`);
  }
  if (misplaced.length > 0) return 'error';
  return runVerbs(verbs, { ...context, documentUrl: target.url });
}

async function runVerbs(
  verbs: readonly XmlElement[],
  context: RunningVerb,
): Promise<WebhookTarget | WaitEnd | 'again'> {
  for (const verb of verbs) {
    const next = await holdVerbs[verb.name]?.(verb, context);
    if (context.signal.aborted) return 'gone';
    if (next === 'leave') return 'leave';
    if (next === 'failed') return 'error';
    if (typeof next === 'object') return next;
  }
  return 'again';
}

async function keepFloor(startedAtMs: number, { leg, signal }: RunningVerb): Promise<void> {
  const leftMs = startedAtMs + FLOOR_MS - leg.call.options.clock.nowMs();
  if (leftMs > 0) await leg.wait(leftMs, signal);
}

/** Waits until somebody is redirected, or has hung up. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
