import { listPossibleNumbers } from '../phone/address';
import { type Caller, parseCaller } from '../phone/caller';
import { parseE164 } from '../phone/e164';
import { NOWHERE, parsePlace, type Place } from '../phone/place';
import { parseSpamVerdict, type SpamVerdict } from './add-ons';
import { type Attestation, parseAttestation } from './attestation';
import { isCallLive } from './call-status';
import type { DoorState } from '../phone/door-state';
import { parseDoor } from './door-address';
import { type EventParameters, textOf } from './parameters';

/** Twilio's word for a call that a REST request created. */
const CALLED_BY_US = 'outbound-api';

/** Between whom a call is, in Twilio's words. */
export interface Parties {
  readonly direction: string;
  readonly from: string;
  readonly to: string;
}

/** Returns the number at the other end: people whom we call back stand in `To`. */
export function findOtherEnd({ direction, from, to }: Parties): string {
  return direction === CALLED_BY_US ? to : from;
}

/** A voice webhook of Twilio's, as far as we read it. */
export interface IncomingCall {
  /** The caller's leg; empty only if somebody other than Twilio asked. */
  readonly callSid: string;
  /** E.164 if Twilio sent that; otherwise the text as it came, a SIP address for example. */
  readonly calledNumber: string;
  readonly caller: Caller;
  /** Whether the caller is still on the phone. */
  readonly isCallLive: boolean;
  /** Undefined if the webhook does not say. */
  readonly attestation: Attestation | undefined;
  /** What add-ons of the number say of the caller; undefined if none does. */
  readonly spamVerdict: SpamVerdict | undefined;
  /** What the front door has found out so far. */
  readonly door: DoorState;
  /** Where the caller's number belongs. */
  readonly callerPlace: Place;
  /** Only if the number looks up caller names. */
  readonly callerName: string | undefined;
  /** The number that forwarded the call to us, if the carrier says so. */
  readonly forwardedFrom: string | undefined;
  /** Lets Twilio show the caller's number on another call. Never log it. */
  readonly callToken: string | undefined;
}

/**
 * Parses a voice webhook; never throws. Twilio adds parameters without warning and leaves some
 * empty, so nothing is required and nothing unknown is refused. In a call that we made ourselves,
 * the person at the other end is the caller.
 * @see https://www.twilio.com/docs/voice/twiml (Request parameters)
 */
export function parseIncomingCall(event: EventParameters): IncomingCall {
  const isCalledBack = textOf(event['Direction']).trim() === CALLED_BY_US;
  const from = textOf(event['From']) || textOf(event['Caller']);
  const to = textOf(event['To']) || textOf(event['Called']);
  const called = isCalledBack ? from : to;
  const caller = parseCaller(isCalledBack ? to : from);
  const side = isCalledBack ? 'To' : 'From';
  return {
    callSid: textOf(event['CallSid']).trim(),
    calledNumber: parseE164(called) ?? called.trim(),
    caller,
    isCallLive: isCallLive(event),
    attestation: parseAttestation(textOf(event['StirVerstat']).trim()),
    spamVerdict: parseSpamVerdict(textOf(event['AddOns'])),
    door: parseDoor(event),
    // For a caller without a real number, Twilio sends no country, or the one whose prefix a keypad
    // spelling resembles.
    callerPlace:
      caller.kind === 'number'
        ? parsePlace(textOf(event[`${side}Country`]), textOf(event[`${side}State`]))
        : NOWHERE,
    callerName: textOf(event['CallerName']).trim() || undefined,
    forwardedFrom: listPossibleNumbers(textOf(event['ForwardedFrom']))[0],
    callToken: textOf(event['CallToken']) || undefined,
  };
}
