import { type DialResult, parseDialResult } from './dial-result';
import { type IncomingCall, parseIncomingCall } from './incoming-call';
import { type EventParameters, parseCount } from './parameters';

export interface ChainRequest extends IncomingCall {
  /** Where the chain continues, from the address's own parameters. */
  readonly position: { readonly step: number; readonly turn: number };
  /** How ringing went, if Twilio says so. */
  readonly dial: DialResult | undefined;
}

/** Parses such a request; never throws. */
export function parseChainRequest(event: EventParameters): ChainRequest {
  return {
    ...parseIncomingCall(event),
    position: parsePosition(event),
    dial: parseDialResult(event),
  };
}

/** Past the end of every chain. */
const END = { step: 1_000, turn: 0 } as const;

/**
 * If one of our addresses names no position, it was damaged on the way: the chain ends, because it
 * must not loop.
 */
export function parsePosition(event: EventParameters): ChainRequest['position'] {
  const step = parseCount(event['step']);
  return step === undefined ? END : { step, turn: parseCount(event['turn']) ?? 0 };
}
