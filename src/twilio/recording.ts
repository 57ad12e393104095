import { isCallLive } from './call-status';
import { type IncomingCall, parseIncomingCall } from './incoming-call';
import { parseE164 } from '../phone/e164';
import { parsePosition } from './chain-request';
import { type EventParameters, parseCount, textOf } from './parameters';

export interface RecordResult extends IncomingCall {
  /** Undefined if nothing was recorded. */
  readonly recordingSid: string | undefined;
  /** Undefined if Twilio did not say. */
  readonly durationSeconds: number | undefined;
  /** False if the caller hung up instead of pressing a key or falling silent. */
  readonly isCallLive: boolean;
  /** Where the chain continues if there is no message. */
  readonly position: { readonly step: number; readonly turn: number };
}

/**
 * Parses how a recording ended; never throws. @see https://www.twilio.com/docs/voice/twiml/record
 */
export function parseRecordResult(event: EventParameters): RecordResult {
  return {
    ...parseIncomingCall(event),
    recordingSid: findRecordingSid(event),
    durationSeconds: parseCount(event['RecordingDuration']),
    isCallLive: isCallLive(event) && textOf(event['Digits']).trim() !== 'hangup',
    position: parsePosition(event),
  };
}

/** What a recording status callback says. It names neither the caller nor the called number. */
export interface RecordingStatus {
  readonly callSid: string;
  readonly recordingSid: string | undefined;
  /** `completed`, `absent`, `in-progress` or `failed`. */
  readonly status: string;
  /** Undefined if Twilio did not say. */
  readonly durationSeconds: number | undefined;
  /** The tenant's number, from our own address; empty if there was none. */
  readonly calledNumber: string;
}

/** Parses a recording status callback; never throws. */
export function parseRecordingStatus(event: EventParameters): RecordingStatus {
  const called = textOf(event['called']);
  return {
    callSid: textOf(event['CallSid']).trim(),
    recordingSid: findRecordingSid(event),
    status: textOf(event['RecordingStatus']).trim(),
    durationSeconds: parseCount(event['RecordingDuration']),
    calledNumber: parseE164(called) ?? called.trim(),
  };
}

export interface Transcription extends IncomingCall {
  readonly recordingSid: string | undefined;
  /** `completed` or `failed`. */
  readonly status: string;
  /** What was said. Personal: never log it. */
  readonly text: string;
}

/** Parses a transcription callback; never throws. */
export function parseTranscription(event: EventParameters): Transcription {
  return {
    ...parseIncomingCall(event),
    recordingSid: findRecordingSid(event),
    status: textOf(event['TranscriptionStatus']).trim(),
    text: textOf(event['TranscriptionText']).trim(),
  };
}

const RECORDING_SID = /\bRE[0-9a-f]{32}\b/;

/** A Record's action gets the sid only as part of the recording's address. */
export function findRecordingSid(event: EventParameters): string | undefined {
  const sources = [textOf(event['RecordingSid']), textOf(event['RecordingUrl'])];
  return sources.map((text) => RECORDING_SID.exec(text)?.[0]).find((sid) => sid !== undefined);
}
