import type { XmlElement } from '@rgrove/parse-xml';
import { makeSid } from '../../formats/sid';
import type { RunningVerb } from '../leg';
import type { Recording } from './recording';

const SHORTEST_SECONDS = 2;
const LONGEST_SECONDS = 120;

/**
 * Sends the transcription of the message to the transcribeCallback. Twilio transcribes US English
 * only.
 */
export function transcribe(
  { sid, url, seconds }: Recording,
  text: string | undefined,
  verb: XmlElement,
  { leg, documentUrl }: RunningVerb,
): void {
  const { transcribeCallback } = verb.attributes;
  if (transcribeCallback === undefined) return;
  const target = leg.goTo(transcribeCallback, documentUrl, {});
  if (target === 'failed') return;
  const isReadable =
    text !== undefined && seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS;
  const transcriptionSid = makeSid('TR');
  const { AccountSid, ApiVersion, CallSid, CallStatus, Direction, From, To } = leg.form;
  void leg.call.requests.notify(target.url, 'POST', {
    AccountSid: AccountSid ?? '',
    ApiVersion: ApiVersion ?? '',
    CallSid: CallSid ?? '',
    CallStatus: CallStatus ?? '',
    Direction: Direction ?? '',
    From: From ?? '',
    To: To ?? '',
    RecordingSid: sid,
    RecordingUrl: url,
    TranscriptionSid: transcriptionSid,
    TranscriptionStatus: isReadable ? 'completed' : 'failed',
    TranscriptionText: isReadable ? text : '',
    TranscriptionUrl: url.replace(/Recordings\/.*/, `Transcriptions/${transcriptionSid}`),
  });
}
