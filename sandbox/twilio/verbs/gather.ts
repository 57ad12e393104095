import { elementsOf } from '../check-twiml';
import type { RunVerb, VerbContext } from '../verb';
import { runPause, runPlay, runSay } from './speech';

const PROMPTS = { Say: runSay, Play: runPlay, Pause: runPause };

/** In a leg's script: hangs up instead of pressing a key. */
export const HANGS_UP = 'hangup';

/**
 * Asks for keys. Nobody in the sandbox answers by voice.
 * @see https://www.twilio.com/docs/voice/twiml/gather
 */
export const runGather: RunVerb = async (gather, context) => {
  const { leg, signal, documentUrl } = context;
  const { action, method, input = 'dtmf', actionOnEmptyResult } = gather.attributes;
  for (const prompt of elementsOf(gather)) {
    await PROMPTS[prompt.name as keyof typeof PROMPTS](prompt, context);
    if (signal.aborted) return 'next-verb';
  }
  const pressed = input.split(' ').includes('dtmf') ? leg.press() : '';
  if (pressed === HANGS_UP) {
    leg.hangUp();
    return 'next-verb';
  }
  const digits = await collect(pressed, gather.attributes, context);
  if (signal.aborted) return 'next-verb';
  if (digits === '' && actionOnEmptyResult !== 'true') return 'next-verb';
  return leg.goTo(action, documentUrl, { method, parameters: { Digits: digits } });
};

/** Returns the keys before the one that ends the input; without that key, Gather waits for more. */
async function collect(
  pressed: string,
  { numDigits, finishOnKey = '#', timeout = '5' }: Record<string, string>,
  { leg, signal }: VerbContext,
): Promise<string> {
  const finishAt = [...pressed].findIndex((key) => finishOnKey.includes(key));
  const keys = finishAt === -1 ? pressed : pressed.slice(0, finishAt);
  const limit = numDigits === undefined ? Infinity : Number(numDigits);
  if (keys.length >= limit) return keys.slice(0, limit);
  if (finishAt === -1) await leg.wait(Number(timeout) * 1_000, signal);
  return keys;
}
