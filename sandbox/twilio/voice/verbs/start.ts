import type { XmlElement } from '@rgrove/parse-xml';
import { makeSid } from '../../formats/sid';
import { elementsOf } from '../check-twiml';
import type { Leg, RunVerb, RunningVerb } from '../leg';
import { buildRecordingForm } from './recording';

/** Ends the recording of a leg's call. */
type EndRecording = () => void;

/** A call has one recording of its own at a time. */
const running = new WeakMap<Leg, EndRecording>();

/**
 * Starts recording the call and continues at once; the recording lasts until the call is over.
 * @see https://www.twilio.com/docs/voice/twiml/recording
 */
export const runStart: RunVerb = (start, context) => {
  const { leg } = context;
  const recording = elementsOf(start).find(({ name }) => name === 'Recording');
  if (recording === undefined) {
    leg.call.journal.problem('the sandbox runs Start with Recording only');
  } else if (running.has(leg)) {
    leg.call.journal.problem('this call is being recorded already');
  } else running.set(leg, beginRecording(recording, context));
  return Promise.resolve('next-verb');
};

/** Ends the recording of a call that is over, if there is one. */
export function endCallRecording(leg: Leg): void {
  running.get(leg)?.();
  running.delete(leg);
}

function beginRecording(
  { attributes }: XmlElement,
  { leg, documentUrl }: RunningVerb,
): EndRecording {
  const { journal, options, requests, account } = leg.call;
  const { accountSid, callSid } = leg.parties;
  const { channels = 'dual', track = 'both' } = attributes;
  const sid = makeSid('RE');
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`;
  const startedAt = options.clock.now();
  const notify = (status: string) => {
    const { recordingStatusCallback, recordingStatusCallbackMethod } = attributes;
    const events = (attributes['recordingStatusCallbackEvent'] ?? 'completed').split(' ');
    if (recordingStatusCallback === undefined || !events.includes(status)) return;
    const target = leg.goTo(recordingStatusCallback, documentUrl, {});
    if (target === 'failed') return;
    const lastedMs = options.clock.nowMs() - startedAt.getTime();
    const recording = { sid, url, seconds: Math.round(lastedMs / 1_000) };
    const kind = {
      channels: channels === 'dual' ? '2' : '1',
      source: 'StartCallRecordingTwiML',
      track,
    } as const;
    void requests.notify(target.url, recordingStatusCallbackMethod, {
      AccountSid: accountSid,
      CallSid: callSid,
      ...buildRecordingForm(status, recording, startedAt, kind),
    });
  };
  journal.recordings.push({
    sid,
    channels: channels === 'dual' ? 'dual' : 'mono',
    heardBefore: journal.heard,
  });
  journal.note('twilio', 'records the call');
  notify('in-progress');
  return () => {
    const { callRecording = 'completed' } = options;
    if (callRecording === 'completed') account?.keepRecording(sid);
    notify(callRecording);
  };
}
