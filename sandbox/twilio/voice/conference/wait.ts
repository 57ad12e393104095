import type { XmlElement } from '@rgrove/parse-xml';
import type { WebhookTarget } from '../call-requests';
import { elementsOf } from '../check-twiml';
import { readMethod } from '../call-requests';
import { noteHoldSound, playOnHold, sayOnHold } from '../hold-sounds';
import type { RunningVerb } from '../leg';
import { runPause } from '../verbs/speech';

/** What somebody hears until a conference starts. */
export type Wait =
  | { readonly kind: 'music' | 'silence' | 'audio' }
  | { readonly kind: 'document'; readonly root: XmlElement; readonly target: WebhookTarget };

/** More documents than this are a loop that says nothing. */
const MAX_DOCUMENTS = 500;

/** Asks for what a Conference's waitUrl gives. @returns undefined when that cannot be had */
export async function openWait(
  { attributes }: XmlElement,
  { leg, documentUrl }: RunningVerb,
): Promise<Wait | undefined> {
  const { waitUrl, waitMethod } = attributes;
  if (waitUrl === undefined) return { kind: 'music' };
  if (waitUrl === '') return { kind: 'silence' };
  const target = leg.goTo(waitUrl, documentUrl, { method: readMethod(waitMethod) });
  return target === 'failed' ? undefined : fetchWait(target, leg);
}

/** Plays it until the signal says that the wait is over; a document that does not redirect ends in silence. */
export async function playWait(wait: Wait, context: RunningVerb): Promise<void> {
  let current: Wait | undefined = wait;
  for (let count = 0; current?.kind === 'document'; count += 1) {
    if (context.signal.aborted) return;
    if (count === MAX_DOCUMENTS) {
      context.leg.call.journal.problem('the wait document loops');
      return;
    }
    const next: WebhookTarget | undefined = await playDocument(current, context);
    if (next === undefined || context.signal.aborted) return;
    current = await fetchWait(next, context.leg);
  }
  if (current?.kind === 'audio' || current?.kind === 'music') noteHoldSound('music', context);
}

async function fetchWait(
  target: WebhookTarget,
  { call, form }: RunningVerb['leg'],
): Promise<Wait | undefined> {
  const fetched = await call.requests.fetchWait(target, form);
  if (fetched === undefined) return undefined;
  return fetched === 'audio' ? { kind: 'audio' } : { kind: 'document', root: fetched, target };
}

/** @returns where it redirects to */
async function playDocument(
  { root, target }: Wait & { readonly kind: 'document' },
  context: RunningVerb,
): Promise<WebhookTarget | undefined> {
  const { leg, signal } = context;
  for (const verb of elementsOf(root)) {
    if (signal.aborted) return undefined;
    switch (verb.name) {
      case 'Say':
        await sayOnHold(verb, context);
        break;
      case 'Play':
        await playOnHold(verb, { ...context, documentUrl: target.url });
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
