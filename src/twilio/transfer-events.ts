import { isCallLive } from './call-status';
import { type IncomingCall, parseIncomingCall } from './incoming-call';
import { type EventParameters, parseCount, textOf } from './parameters';
import { parseTransferRound, type TransferRound } from './transfer-round';

/** A request about the caller of a round: their document, what they hear, what comes next. */
export interface TransferCaller extends IncomingCall {
  readonly round: TransferRound;
  /** How often the caller has heard the hold document; 0 at first. */
  readonly loop: number;
  /** Whether all the people were already gone at the previous look. */
  readonly wasOver: boolean;
  /** How ringing went, if we took the caller out of the conference; otherwise empty. */
  readonly outcome: string;
  /** What Twilio reports about the conference if the caller left it otherwise; else empty. */
  readonly dialStatus: string;
}

/** Parses such a request; never throws. */
export function parseTransferCaller(event: EventParameters): TransferCaller {
  const round = parseTransferRound(event);
  return {
    ...parseIncomingCall(event),
    calledNumber: round.calledNumber,
    round,
    loop: parseCount(event['loop']) ?? 0,
    wasOver: textOf(event['over']) === '1',
    outcome: textOf(event['outcome']).trim(),
    dialStatus: textOf(event['DialCallStatus']).trim(),
  };
}

/** A request of the leg of a person who was rung and has answered. */
export interface TransferPerson {
  /** The person's leg. */
  readonly callSid: string;
  readonly round: TransferRound;
  /** The key that was pressed; undefined at first. */
  readonly digit: string | undefined;
  /** How often a person who has accepted has looked for the caller. */
  readonly looks: number;
  /** Whether this asks what comes after the conference. */
  readonly hasJoined: boolean;
  readonly dialStatus: string;
}

/** Parses such a request; never throws. */
export function parseTransferPerson(event: EventParameters): TransferPerson {
  // Only key 1 leads to an address that has this.
  const looks = parseCount(event['accepted']);
  const digit = looks === undefined ? textOf(event['Digits']).trim() : '1';
  return {
    callSid: textOf(event['CallSid']).trim(),
    round: parseTransferRound(event),
    digit: digit || undefined,
    looks: looks ?? 0,
    hasJoined: textOf(event['joined']) === '1',
    dialStatus: textOf(event['DialCallStatus']).trim(),
  };
}

/** What Twilio reports about a leg that rings a person: its end, or that a machine answered. */
export interface LegEvent {
  readonly callSid: string;
  readonly round: TransferRound;
  readonly isOver: boolean;
  /** Whether the leg ended after somebody had answered. */
  readonly wasAnswered: boolean;
  /** `human`, `machine_start` and others; empty if Twilio reports something else. */
  readonly answeredBy: string;
}

/** Parses such a callback; never throws. */
export function parseLegEvent(event: EventParameters): LegEvent {
  return {
    callSid: textOf(event['CallSid']).trim(),
    round: parseTransferRound(event),
    isOver: !isCallLive(event),
    wasAnswered: textOf(event['CallStatus']).trim() === 'completed',
    answeredBy: textOf(event['AnsweredBy']).trim(),
  };
}

export interface ConferenceEvent {
  /** Who joined or left. */
  readonly callSid: string;
  readonly label: string;
  /** `participant-join` or `participant-leave`. */
  readonly event: string;
  readonly round: TransferRound;
}

/** Parses such a callback; never throws. @see https://www.twilio.com/docs/voice/twiml/conference */
export function parseConferenceEvent(event: EventParameters): ConferenceEvent {
  return {
    callSid: textOf(event['CallSid']).trim(),
    label: textOf(event['ParticipantLabel']).trim(),
    event: textOf(event['StatusCallbackEvent']).trim(),
    round: parseTransferRound(event),
  };
}
