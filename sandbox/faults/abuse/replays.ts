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
const replayed = (name: string, path: string, max: Cost, form: () => WebhookForm): AbuseCase => ({
  name: `${name}, ${COPIES} times at once`,
  max,
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
  replayed('/incoming-call', paths.incomingCall, ONE_POST_EACH, () => formOf()),
  replayed('/fallback', paths.fallback, NOTHING, () =>
    formOf({ ...atLakeside, DialCallStatus: 'busy' }),
  ),
  replayed('/assistant/stream-status', paths.streamStatus, NOTHING, () =>
    formOf({ StreamEvent: 'stream-stopped', StreamSid: makeSid('MZ') }),
  ),
  replayed('/call-status', paths.callStatus, NOTHING, () =>
    formOf({ CallStatus: 'completed', CallDuration: '30' }),
  ),
  replayed('/voicemail/recording', paths.voicemailRecording, { ...NOTHING, notifications: 2 }, () =>
    formOf({
      ...atLakeside,
      RecordingSid: makeSid('RE'),
      RecordingStatus: 'completed',
      RecordingDuration: '12',
      RecordingUrl: 'https://api.twilio.com/x',
    }),
  ),
  replayed(
    '/voicemail/transcription',
    paths.voicemailTranscription,
    { ...NOTHING, notifications: 1 },
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
