import type { XmlElement } from '@rgrove/parse-xml';
import { elementsOf } from '../check-twiml';
import type { RunVerb, RunningVerb } from '../leg';
import { runPause, runPlay, runSay } from './speech';

/** What says, plays and pauses before the keys are waited for. */
type Prompts = Readonly<
  Record<'Say' | 'Play' | 'Pause', (verb: XmlElement, context: RunningVerb) => Promise<unknown>>
>;

/** In a leg's script: hangs up instead of pressing a key. */
export const HANGS_UP = 'hangup';

/** In a leg's script: presses the key that the question names, which may be a random one. */
export const NAMED_KEY = 'named';

/**
 * Asks for keys. Nobody in the sandbox answers by voice.
 * @see https://www.twilio.com/docs/voice/twiml/gather
 */
export const runGather = buildGather({ Say: runSay, Play: runPlay, Pause: runPause });

/** Returns a Gather with prompts of a kind: those of a leg that waits take their time. */
export function buildGather(prompts: Prompts): RunVerb {
  return async (gather, context) => {
    const listensForKeys = (gather.attributes['input'] ?? 'dtmf').includes('dtmf');
    const patience = listensForKeys ? context.leg.patience : Infinity;
    for (const prompt of elementsOf(gather).slice(0, patience)) {
      await prompts[prompt.name as keyof Prompts](prompt, context);
      if (context.signal.aborted) return 'next-verb';
    }
    return readKeys(gather, context);
  };
}

const readKeys: RunVerb = async (gather, context) => {
  const { leg, signal, documentUrl } = context;
  const { action, method, input = 'dtmf', actionOnEmptyResult } = gather.attributes;
  const scripted = input.split(' ').includes('dtmf') ? leg.press() : '';
  const pressed = scripted === NAMED_KEY ? findNamedKey(gather) : scripted;
  if (pressed === HANGS_UP) {
    leg.hangUp();
    return 'next-verb';
  }
  const digits = await collect(pressed, gather.attributes, context);
  if (signal.aborted) return 'next-verb';
  if (digits === '' && actionOnEmptyResult !== 'true') return 'next-verb';
  return leg.goTo(action, documentUrl, { method, parameters: { Digits: digits } });
};

/** Returns the only digit that the question names; none if it leaves a choice. */
function findNamedKey(gather: XmlElement): string {
  const [key = '', ...others] = gather.text.match(/(?<!\d)\d(?!\d)/g) ?? [];
  return others.length === 0 ? key : '';
}

/** Returns the keys before the one that ends the input; without that key, Gather waits for more. */
async function collect(
  pressed: string,
  { numDigits, finishOnKey = '#', timeout = '5' }: Record<string, string>,
  { leg, signal }: RunningVerb,
): Promise<string> {
  const finishAt = [...pressed].findIndex((key) => finishOnKey.includes(key));
  const keys = finishAt === -1 ? pressed : pressed.slice(0, finishAt);
  const limit = numDigits === undefined ? Infinity : Number(numDigits);
  if (keys.length >= limit) return keys.slice(0, limit);
  if (finishAt === -1) await leg.wait(Number(timeout) * 1_000, signal);
  return keys;
}
