import { makeSid } from '../../formats/sid';
import type { MessageLimits } from '../hands';
import type { RunVerb } from '../leg';
import { buildRecordingForm, type Recording } from './recording';
import { transcribe } from './transcribe';

const LONGEST_SECONDS = 3_600;
const LONGEST_TRANSCRIBED_SECONDS = 120;

/**
 * Records the caller. Without an action the current document is asked again, which loops.
 * @see https://www.twilio.com/docs/voice/twiml/record
 */
export const runRecord: RunVerb = async (verb, context) => {
  const { leg, signal, documentUrl } = context;
  const { action, method, playBeep } = verb.attributes;
  if (playBeep !== 'false') {
    leg.call.journal.note('heard', '[Twilio] beep');
    leg.hands.ring({ kind: 'beep' });
    leg.call.journal.reached.push('voicemail');
  }
  const sid = makeSid('RE');
  const { accountSid } = leg.parties;
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
  const startedAt = leg.call.options.clock.now();
  notify('in-progress', { sid, url, seconds: 0 }, startedAt);
  const message = await leg.hands.leaveMessage(readLimits(verb.attributes), signal);
  if (message === 'absent') {
    notify('absent', { sid, url, seconds: 1 }, startedAt);
    return 'next-verb';
  }
  if (message.hangsUp) leg.hangUp();
  const recording = { sid, url, seconds: message.seconds };
  leg.call.account?.keepRecording(sid);
  notify('completed', recording, startedAt);
  if (verb.attributes['transcribe'] === 'true') {
    transcribe(recording, message.text, verb, context);
  }
  leg.call.journal.note('caller', `leaves a message of ${recording.seconds} s`);
  const parameters = {
    RecordingUrl: url,
    RecordingDuration: String(recording.seconds),
    Digits: leg.isGone ? 'hangup' : message.digits,
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

function readLimits(attributes: Record<string, string>): MessageLimits {
  const { timeout = '5', finishOnKey = '1234567890*#', transcribe: isTranscribed } = attributes;
  const longest = isTranscribed === 'true' ? LONGEST_TRANSCRIBED_SECONDS : LONGEST_SECONDS;
  const maxSeconds = Number(attributes['maxLength'] ?? longest);
  const silenceSeconds = timeout === '0' ? maxSeconds : Number(timeout);
  return { maxSeconds, silenceSeconds, finishOnKey };
}
