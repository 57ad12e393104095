import type { WebhookForm } from '../webhook';

/** A message as the line gave it. */
export interface Recorded {
  readonly seconds: number;
  /** The key that ended it, or `hangup`. */
  readonly digits: string;
}

/** A recording as its callbacks name it. */
export interface Recording extends Recorded {
  readonly sid: string;
  readonly url: string;
}

/** Returns what a recordingStatusCallback is told beside the sids of account and call. */
export function buildRecordingForm(
  status: string,
  recording: Recording,
  startedAt: Date,
): WebhookForm {
  return {
    RecordingSid: recording.sid,
    RecordingUrl: recording.url,
    RecordingStatus: status,
    RecordingDuration: String(recording.seconds),
    RecordingChannels: '1',
    RecordingStartTime: startedAt.toUTCString().replace('GMT', '+0000'),
    RecordingSource: 'RecordVerb',
    RecordingTrack: 'inbound',
  };
}
