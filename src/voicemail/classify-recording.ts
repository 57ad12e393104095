/** What became of a caller's chance to leave a message. */
export type RecordingOutcome = 'message' | 'silence' | 'caller-left';

/** A recording, as far as it tells whether somebody spoke. */
export interface RecordingFacts {
  readonly recordingSid: string | undefined;
  readonly durationSeconds: number | undefined;
  readonly isCallLive: boolean;
}

/** Twilio keeps silent recordings; cut of their silence they are shorter than any message. */
const MIN_MESSAGE_SECONDS = 2;

/** Returns whether a recording holds a message. One whose length Twilio does not tell may. */
export function isMessage({
  recordingSid,
  durationSeconds,
}: Pick<RecordingFacts, 'recordingSid' | 'durationSeconds'>): boolean {
  return recordingSid !== undefined && (durationSeconds ?? Infinity) >= MIN_MESSAGE_SECONDS;
}

/** Returns what became of it. Who hung up may have left a message all the same. */
export function classifyRecording(facts: RecordingFacts): RecordingOutcome {
  if (!facts.isCallLive) return 'caller-left';
  return isMessage(facts) ? 'message' : 'silence';
}
