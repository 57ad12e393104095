import type { XmlElement } from '@rgrove/parse-xml';
import type { WebhookTarget } from '../call-requests';
import { elementsOf } from '../check-twiml';
import { readMethod } from '../call-requests';
import type { VerbContext } from '../verb';
import { runPause } from '../verbs/speech';
import { isCaller } from './participant';

/** What somebody hears until a conference starts. */
export type Wait =
  | { readonly kind: 'music' | 'silence' | 'audio' }
  | { readonly kind: 'document'; readonly root: XmlElement; readonly target: WebhookTarget };

/** A file plays, and a sentence is said, for this long as in life. */
const PLAY_MS = 10_000;
const SAY_MS = 3_000;

/** More documents than this are a loop that says nothing. */
const MOST_DOCUMENTS = 500;

/** Asks for what a Conference's waitUrl gives. @returns undefined when that cannot be had */
export async function openWait(
  { attributes }: XmlElement,
  { leg, documentUrl }: VerbContext,
): Promise<Wait | undefined> {
  const { waitUrl, waitMethod } = attributes;
  if (waitUrl === undefined) return { kind: 'music' };
  if (waitUrl === '') return { kind: 'silence' };
  const target = leg.goTo(waitUrl, documentUrl, { method: readMethod(waitMethod) });
  return target === 'failed' ? undefined : fetchWait(target, leg);
}

/** Plays it until the signal says that the wait is over; a document that does not redirect ends in silence. */
export async function playWait(wait: Wait, context: VerbContext): Promise<void> {
  let current: Wait | undefined = wait;
  for (let count = 0; current?.kind === 'document'; count += 1) {
    if (context.signal.aborted) return;
    if (count === MOST_DOCUMENTS) {
      context.leg.call.journal.problem('the wait document loops');
      return;
    }
    const next: WebhookTarget | undefined = await playDocument(current, context);
    if (next === undefined || context.signal.aborted) return;
    current = await fetchWait(next, context.leg);
  }
  if (current?.kind === 'audio' || current?.kind === 'music') sound('music', context);
}

async function fetchWait(
  target: WebhookTarget,
  { call, form }: VerbContext['leg'],
): Promise<Wait | undefined> {
  const fetched = await call.requests.fetchWait(target, form);
  if (fetched === undefined) return undefined;
  return fetched === 'audio' ? { kind: 'audio' } : { kind: 'document', root: fetched, target };
}

/** @returns where it redirects to */
async function playDocument(
  { root, target }: Wait & { readonly kind: 'document' },
  context: VerbContext,
): Promise<WebhookTarget | undefined> {
  const { leg, signal } = context;
  for (const verb of elementsOf(root)) {
    if (signal.aborted) return undefined;
    switch (verb.name) {
      case 'Say':
        sound('words', context);
        leg.hear(verb.text, verb.attributes['language'] ?? 'en-US');
        await leg.wait(SAY_MS, signal);
        break;
      case 'Play':
        await play(verb, context, target.url);
        break;
      case 'Pause':
        await runPause(verb, context);
        break;
      case 'Redirect': {
        const next = leg.goTo(verb.text.trim(), target.url, { method: verb.attributes['method'] });
        return next === 'failed' ? undefined : next;
      }
      default:
        leg.call.journal.problem(`12200 ${verb.name} may not stand in a wait document`);
    }
  }
  return undefined;
}

async function play(verb: XmlElement, context: VerbContext, documentUrl: string): Promise<void> {
  const { leg, signal } = context;
  const file = leg.goTo(verb.text.trim(), documentUrl, {});
  if (file === 'failed' || !(await leg.call.requests.checkAudio(file.url))) return;
  if (signal.aborted) return;
  sound(new URL(file.url).pathname, context);
  const times = Number(verb.attributes['loop'] ?? 1);
  await leg.wait(PLAY_MS * (times === 0 ? 1_000 : times), signal);
}

/** Takes down what is heard, and when a caller has first heard anything. */
function sound(what: string, { leg, signal }: VerbContext): void {
  if (signal.aborted) return;
  const { journal } = leg.call;
  if (what !== 'words') {
    const actor = isCaller(leg) ? 'heard' : 'twilio';
    journal.note(actor, `[hold] ${what}`);
  }
  if (isCaller(leg)) journal.heldAtMs ??= journal.nowMs;
}
