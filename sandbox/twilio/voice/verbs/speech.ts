import type { XmlElement } from '@rgrove/parse-xml';
import type { RunVerb, RunningVerb } from '../leg';

/** A file plays for this long. */
export const PLAY_MS = 10_000;

/** One key or pause in Play's digits takes this long. */
const DIGIT_MS = 500;

export const runSay: RunVerb = async (verb, context) => {
  await say(verb, context, 0);
  return 'next-verb';
};

/** @param scriptedMs how long somebody with a script takes to hear it */
export async function say(
  { text: words, attributes }: XmlElement,
  { leg, signal }: RunningVerb,
  scriptedMs: number,
): Promise<void> {
  const { language = 'en-US', voice } = attributes;
  leg.hear(words, language);
  const heard = { kind: 'words', words, language, voice, speaker: 'twilio', scriptedMs } as const;
  await leg.hands.listen(heard, signal);
}

export const runPause: RunVerb = async (verb, { leg, signal }) => {
  await leg.wait(Number(verb.attributes['length'] ?? 1) * 1_000, signal);
  return 'next-verb';
};

/** Plays a file, which must be there and be audio, or keys. */
export const runPlay: RunVerb = async (verb, { leg, signal, documentUrl }) => {
  const { digits } = verb.attributes;
  if (digits !== undefined) {
    await leg.wait(digits.length * DIGIT_MS, signal);
    return 'next-verb';
  }
  const target = leg.goTo(verb.text.trim(), documentUrl, {});
  if (target === 'failed') return 'next-verb';
  if (!(await leg.call.requests.checkAudio(target.url)) || signal.aborted) return 'next-verb';
  const path = new URL(target.url).pathname;
  leg.hear(path, 'audio');
  await leg.hands.listen({ kind: 'file', path, scriptedMs: PLAY_MS }, signal);
  return 'next-verb';
};
