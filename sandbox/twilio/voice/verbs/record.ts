import { makeSid } from '../../formats/sid';
import type { VoicemailMessage } from '../call-options';
import type { RunVerb, RunningVerb } from '../leg';
import { buildRecordingForm, type Recorded, type Recording } from './recording';
import { transcribe } from './transcribe';

const LONGEST_SECONDS = 3_600;
const LONGEST_TRANSCRIBED_SECONDS = 120;

/**
 * Records the caller. Without an action the current document is asked again, which loops.
 * @see https://www.twilio.com/docs/voice/twiml/record
 */
export const runRecord: RunVerb = async (verb, context) => {
  const { leg, documentUrl } = context;
  const { action, method, playBeep } = verb.attributes;
  if (playBeep !== 'false') {
    leg.call.journal.note('heard', '[Twilio] beep');
    leg.call.journal.reached.push('voicemail');
  }
  const { message = 'silence' } = leg.script;
  const sid = makeSid('RE');
  const { accountSid } = leg.parties;
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
  const startedAt = leg.call.options.clock.now();
  notify('in-progress', { sid, url, seconds: 0 }, startedAt);
  const recorded = await recordMessage(message, verb.attributes, context);
  const recording = { sid, url, ...recorded };
  if (message !== 'absent') leg.call.account?.keepRecording(sid);
  notify(message === 'absent' ? 'absent' : 'completed', recording, startedAt);
  if (message === 'absent') return 'next-verb';
  if (verb.attributes['transcribe'] === 'true') transcribe(recording, verb, context);
  leg.call.journal.note('caller', `leaves a message of ${recording.seconds} s`);
  const parameters = {
    RecordingUrl: url,
    RecordingDuration: String(recording.seconds),
    Digits: recording.digits,
  };
  return leg.goTo(action, documentUrl, { method, parameters });

  function notify(status: string, done: Recording, since: Date): void {
    const { recordingStatusCallback, recordingStatusCallbackMethod } = verb.attributes;
    const events = (verb.attributes['recordingStatusCallbackEvent'] ?? 'completed').split(' ');
    if (recordingStatusCallback === undefined || !events.includes(status)) return;
    const target = leg.goTo(recordingStatusCallback, documentUrl, {});
    if (target === 'failed') return;
    const form = buildRecordingForm(status, done, since);
    const { callSid } = leg.parties;
    void leg.call.requests.notify(target.url, recordingStatusCallbackMethod, {
      AccountSid: accountSid,
      CallSid: callSid,
      ...form,
    });
  }
};

async function recordMessage(
  message: VoicemailMessage,
  attributes: Record<string, string>,
  { leg, signal }: RunningVerb,
): Promise<Recorded> {
  const { timeout = '5', finishOnKey = '1234567890*#', transcribe: isTranscribed } = attributes;
  const longest = isTranscribed === 'true' ? LONGEST_TRANSCRIBED_SECONDS : LONGEST_SECONDS;
  const maxSeconds = Number(attributes['maxLength'] ?? longest);
  const silenceSeconds = timeout === '0' ? maxSeconds : Number(timeout);
  const spoken = typeof message === 'string' ? { seconds: 1 } : message;
  const seconds = Math.min(spoken.seconds, maxSeconds);
  const isFull = !(await leg.wait(seconds * 1_000, signal)) || spoken.seconds >= maxSeconds;
  if (isFull) return { seconds, digits: leg.isGone ? 'hangup' : '' };
  if ('hangsUp' in spoken && spoken.hangsUp === true) {
    leg.hangUp();
    return { seconds, digits: 'hangup' };
  }
  const key = 'presses' in spoken ? (spoken.presses ?? '') : '';
  if (key !== '' && finishOnKey.includes(key)) return { seconds, digits: key };
  await leg.wait(Math.min(silenceSeconds, maxSeconds - seconds) * 1_000, signal);
  return { seconds, digits: leg.isGone ? 'hangup' : '' };
}
