import type { XmlElement } from '@rgrove/parse-xml';
import { isCaller } from './participant';
import type { RunningVerb } from './leg';
import { PLAY_MS, say } from './verbs/speech';

/** A sentence is said for this long. */
const SAY_MS = 3_000;

/** Says a sentence to somebody who waits. */
export async function sayOnHold(verb: XmlElement, context: RunningVerb): Promise<void> {
  noteHoldSound('words', context);
  await say(verb, context, SAY_MS);
}

/** Plays a file to somebody who waits, if it is there and is audio. */
export async function playOnHold(verb: XmlElement, context: RunningVerb): Promise<void> {
  const { leg, signal, documentUrl } = context;
  const file = leg.goTo(verb.text.trim(), documentUrl, {});
  if (file === 'failed' || !(await leg.call.requests.checkAudio(file.url))) return;
  if (signal.aborted) return;
  noteHoldSound(new URL(file.url).pathname, context);
  const times = Number(verb.attributes['loop'] ?? 1);
  await leg.wait(PLAY_MS * (times === 0 ? 1_000 : times), signal);
}

/** Records what is heard, and when a caller has first heard anything. */
export function noteHoldSound(what: string, { leg, signal }: RunningVerb): void {
  if (signal.aborted) return;
  const { journal } = leg.call;
  if (what !== 'words') {
    const actor = isCaller(leg) ? 'heard' : 'twilio';
    journal.note(actor, `[hold] ${what}`);
    leg.hands.ring({ kind: 'music', path: what.startsWith('/') ? what : undefined });
  }
  if (isCaller(leg)) journal.heldAtMs ??= journal.nowMs;
}
