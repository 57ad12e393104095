import { paths } from '../../../src/twilio/urls';
import { makeSid } from '../../twilio/formats/sid';
import type { WebhookForm } from '../../twilio/voice/webhook';
import { type AbuseCase, LAKESIDE, NOTHING, RIVERSIDE } from './abuse-case';
import type { AbuseWorld, Cost } from './abuse-world';

const COPIES = 5;

const formOf = (more: WebhookForm = {}): WebhookForm => ({
  CallSid: makeSid('CA'),
  From: '+12025550143',
  To: RIVERSIDE,
  CallStatus: 'ringing',
  Direction: 'inbound',
  ...more,
});

/** One webhook of Twilio's that comes several times at once. */
const replayed = (
  name: string,
  path: string,
  { max, min = {} }: Pick<AbuseCase, 'max' | 'min'>,
  form: () => WebhookForm,
): AbuseCase => ({
  name: `${name}, ${COPIES} times at once`,
  max,
  min,
  attack: async (world) => {
    const same = form();
    await sendCopies(world, path, same);
  },
});

async function sendCopies(world: AbuseWorld, path: string, form: WebhookForm): Promise<void> {
  const { authToken } = world.environment;
  const send = () => world.send({ path, form, signedWith: authToken });
  await Promise.all(Array.from({ length: COPIES }, send));
  await world.network.settle();
}

/** Copies at the same moment meet different containers, which do not know of each other. */
const ONE_POST_EACH: Cost = { ...NOTHING, posts: COPIES };
const atLakeside = { To: LAKESIDE };
/** Callbacks about recordings name no called number: our address does. */
const calledLakeside = new URLSearchParams({ called: LAKESIDE }).toString();

const exactly = (cost: Cost) => ({ max: cost, min: cost });
/** By a webhook and a text message. */
const TOLD_TWICE = exactly({ ...NOTHING, notifications: 2 });

/** A phone call that is over already, whose webhook is still delivered. */
const late = (status: string): AbuseCase => ({
  name: `webhook of a call that is ${status}`,
  max: NOTHING,
  attack: async (world) => {
    const { authToken } = world.environment;
    const form = formOf({ CallStatus: status });
    const answered = await world.send({ path: paths.incomingCall, form, signedWith: authToken });
    return answered === 200 ? [] : [`answered ${answered}`];
  },
});

/** Webhooks that come late, or more than once. */
export const replays: readonly AbuseCase[] = [
  replayed('/incoming-call', paths.incomingCall, { max: ONE_POST_EACH }, () => formOf()),
  replayed('/fallback', paths.fallback, { max: NOTHING }, () =>
    formOf({ ...atLakeside, DialCallStatus: 'busy' }),
  ),
  replayed('/assistant/stream-status', paths.streamStatus, { max: NOTHING }, () =>
    formOf({ StreamEvent: 'stream-stopped', StreamSid: makeSid('MZ') }),
  ),
  replayed('/call-status', paths.callStatus, { max: NOTHING }, () =>
    formOf({ CallStatus: 'completed', CallDuration: '30' }),
  ),
  replayed(
    '/voicemail/recording',
    `${paths.voicemailRecording}?${calledLakeside}`,
    TOLD_TWICE,
    () =>
      formOf({
        RecordingSid: makeSid('RE'),
        RecordingStatus: 'completed',
        RecordingDuration: '12',
        RecordingUrl: 'https://api.twilio.com/x',
      }),
  ),
  replayed(
    '/voicemail/transcription',
    paths.voicemailTranscription,
    exactly({ ...NOTHING, notifications: 1 }),
    () =>
      formOf({
        ...atLakeside,
        RecordingSid: makeSid('RE'),
        TranscriptionSid: makeSid('TR'),
        TranscriptionStatus: 'completed',
        TranscriptionText: 'Hello',
      }),
  ),
  ...['completed', 'busy', 'failed', 'no-answer', 'canceled'].map(late),
];
