import type { WebhookForm } from '../webhook';

export interface Recording {
  readonly sid: string;
  readonly url: string;
  readonly seconds: number;
}

export interface RecordingKind {
  readonly channels: '1' | '2';
  readonly source: string;
  readonly track: string;
}

/** Of a message that a caller leaves. */
const MESSAGE: RecordingKind = { channels: '1', source: 'RecordVerb', track: 'inbound' };

/** Returns what a recordingStatusCallback gets besides the sids of account and call. */
export function buildRecordingForm(
  status: string,
  recording: Recording,
  startedAt: Date,
  { channels, source, track }: RecordingKind = MESSAGE,
): WebhookForm {
  return {
    RecordingSid: recording.sid,
    RecordingUrl: recording.url,
    RecordingStatus: status,
    RecordingDuration: String(recording.seconds),
    RecordingChannels: channels,
    RecordingStartTime: startedAt.toUTCString().replace('GMT', '+0000'),
    RecordingSource: source,
    RecordingTrack: track,
  };
}
