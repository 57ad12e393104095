import type { RunVerb } from '../leg';

/** A file plays for this long. */
export const PLAY_MS = 10_000;

/** One key or pause in Play's digits takes this long. */
const DIGIT_MS = 500;

export const runSay: RunVerb = (verb, { leg }) => {
  leg.hear(verb.text, verb.attributes['language'] ?? 'en-US');
  return Promise.resolve('next-verb');
};

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
  leg.hear(new URL(target.url).pathname, 'audio');
  await leg.wait(PLAY_MS, signal);
  return 'next-verb';
};
