import type { XmlElement } from '@rgrove/parse-xml';
import { elementsOf } from '../check-twiml';
import type { RunVerb, RunningVerb } from '../leg';
import { runPause, runPlay, runSay } from './speech';

/** What says, plays and pauses before the keys are waited for. */
type Prompts = Readonly<
  Record<'Say' | 'Play' | 'Pause', (verb: XmlElement, context: RunningVerb) => Promise<unknown>>
>;

/**
 * Asks for keys. Nobody in the sandbox answers by voice.
 * @see https://www.twilio.com/docs/voice/twiml/gather
 */
export const runGather = buildGather({ Say: runSay, Play: runPlay, Pause: runPause });

/** Returns a Gather with prompts of a kind: those of a leg that waits take their time. */
export function buildGather(prompts: Prompts): RunVerb {
  return async (gather, context) => {
    const { leg, signal, documentUrl } = context;
    const { action, method, input = 'dtmf', actionOnEmptyResult } = gather.attributes;
    const { numDigits, finishOnKey = '#', timeout = '5' } = gather.attributes;
    const keypad = input.split(' ').includes('dtmf')
      ? leg.hands.openKeypad(gather.text, signal)
      : undefined;
    const asking = keypad === undefined ? signal : AbortSignal.any([signal, keypad.pressed]);
    for (const [index, prompt] of elementsOf(gather).entries()) {
      if (keypad?.isPressedAfter(index) === true) break;
      await prompts[prompt.name as keyof Prompts](prompt, { ...context, signal: asking });
      if (signal.aborted) return 'next-verb';
    }
    const timeoutMs = Number(timeout) * 1_000;
    const count = numDigits === undefined ? Infinity : Number(numDigits);
    if (keypad === undefined) await leg.wait(timeoutMs, signal);
    const digits = (await keypad?.collect({ count, finishOnKey, timeoutMs }, signal)) ?? '';
    if (digits === 'hangup') leg.hangUp();
    if (signal.aborted || leg.isGone) return 'next-verb';
    if (digits === '' && actionOnEmptyResult !== 'true') return 'next-verb';
    return leg.goTo(action, documentUrl, { method, parameters: { Digits: digits } });
  };
}
