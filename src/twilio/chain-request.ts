import { type DialResult, parseDialResult } from './dial-result';
import { type IncomingCall, parseIncomingCall } from './incoming-call';
import { type EventParameters, parseCount } from './parameters';

/** A request that asks how a fallback chain goes on. */
export interface ChainRequest extends IncomingCall {
  /** Where the chain goes on, from the address's own parameters. */
  readonly position: { readonly step: number; readonly turn: number };
  /** How ringing went, where that is what Twilio tells. */
  readonly dial: DialResult | undefined;
}

/** Returns what such a request tells; never throws. */
export function parseChainRequest(event: EventParameters): ChainRequest {
  return {
    ...parseIncomingCall(event),
    position: parsePosition(event),
    dial: parseDialResult(event),
  };
}

/** An address without a position is one that a person typed: the chain begins. */
export function parsePosition(event: EventParameters): ChainRequest['position'] {
  return { step: parseCount(event['step']) ?? 0, turn: parseCount(event['turn']) ?? 0 };
}
