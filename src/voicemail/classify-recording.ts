/** What a caller made of the chance to leave a message. */
export type RecordingOutcome = 'message' | 'silence' | 'caller-left';

/** A recording, as far as it shows whether somebody spoke. */
export interface RecordingFacts {
  readonly recordingSid: string | undefined;
  readonly durationSeconds: number | undefined;
  readonly isCallLive: boolean;
}

/** Twilio keeps silent recordings; with the silence trimmed, they are shorter than any message. */
const MIN_MESSAGE_SECONDS = 2;

/** Returns whether a recording holds a message. If Twilio does not say how long it is, it may. */
export function isMessage({
  recordingSid,
  durationSeconds,
}: Pick<RecordingFacts, 'recordingSid' | 'durationSeconds'>): boolean {
  return recordingSid !== undefined && (durationSeconds ?? Infinity) >= MIN_MESSAGE_SECONDS;
}

/**
 * Returns whether a message was probably lost. Twilio says no length of an absent recording, and a
 * caller is better called back once too often.
 */
export function isMessageLost({
  status,
  durationSeconds,
}: {
  readonly status: string;
  readonly durationSeconds: number | undefined;
}): boolean {
  if (status === 'failed') return true;
  return status === 'absent' && (durationSeconds ?? Infinity) >= MIN_MESSAGE_SECONDS;
}

/** Returns what the recording is. A caller who hung up may still have left a message. */
export function classifyRecording(facts: RecordingFacts): RecordingOutcome {
  if (!facts.isCallLive) return 'caller-left';
  return isMessage(facts) ? 'message' : 'silence';
}
