import { type FaultCase, onlyOnce } from '../fault-case';
import type { AnswerFault, StreamFault } from '../../vapi/faults';

const VAPI_FAULT = 'call.in-progress.error-vapifault-';

/** A stream from which the caller gets nothing. */
const dead = (name: string, parts: Omit<FaultCase, 'name' | 'expected'>): FaultCase => ({
  name,
  expected: 'fallback',
  continues: true,
  ...parts,
});

const refused = (status: number) =>
  dead(`handshake refused with ${status}`, { fault: { kind: 'handshake', status } });

/** A stream that breaks off in the middle of the conversation. */
const broken = (name: string, fault: Partial<StreamFault>, lookupFault?: AnswerFault): FaultCase =>
  dead(name, {
    fault: { kind: 'stream', assistant: 'talk', breakAfterMs: 1_000, ...fault },
    ...(lookupFault === undefined ? {} : { lookupFault }),
  });

/** What may follow a conversation that is over, and other oddities of its stream. */
type OverParts = Partial<StreamFault> & Partial<Pick<FaultCase, 'expected' | 'name'>>;

/** A conversation that is over: nothing more is to be said, unless expected. */
const over = (
  endedReason: string,
  { expected = 'assistant', name = endedReason, ...parts }: OverParts = {},
): FaultCase => ({
  name: `conversation over: ${name}`,
  expected,
  fault: { kind: 'stream', assistant: 'talk', endedReason, ...parts },
});

const WORKER_DIED = { breakBy: 'reset', endedReason: `${VAPI_FAULT}worker-died` } as const;

/** What goes wrong once Twilio has the assistant's TwiML. */
export const streams: readonly FaultCase[] = [
  ...[401, 404, 500, 502].map(refused),
  onlyOnce(refused(404)),
  dead('stream refused by the network', { streamAt: 'refused' }),
  dead('host of the stream does not exist', { streamAt: 'unknown-host' }),
  dead('certificate of an unknown authority', { streamAt: 'self-signed' }),
  dead('connection without a TLS answer', { streamAt: 'mute' }),
  dead('handshake without an answer', { fault: { kind: 'stream', assistant: 'unanswered' } }),
  dead('no worker joins; the call stays queued', {
    fault: { kind: 'stream', assistant: 'mute', breakAfterMs: 1_000 },
  }),
  dead('no worker joins: worker-not-available', {
    fault: {
      kind: 'stream',
      assistant: 'mute',
      breakAfterMs: 1_000,
      endedReason: `${VAPI_FAULT}worker-not-available`,
    },
  }),
  dead('no worker joins; shown as in progress for 2 s', {
    fault: {
      kind: 'stream',
      assistant: 'mute',
      breakAfterMs: 1_000,
      endedReason: `${VAPI_FAULT}worker-not-available`,
      statusLagMs: 2_000,
    },
  }),
  onlyOnce(
    dead('no worker joins', {
      fault: {
        kind: 'stream',
        assistant: 'mute',
        breakAfterMs: 1_000,
        endedReason: `${VAPI_FAULT}worker-not-available`,
      },
    }),
  ),
  broken('closed after 1 s: transport lost', {
    endedReason: `${VAPI_FAULT}call-started-but-connection-to-transport-missing`,
  }),
  broken('reset after 1 s: worker-died', WORKER_DIED),
  broken('reset after 1 s; shown as in progress for 2 s', { ...WORKER_DIED, statusLagMs: 2_000 }),
  broken('closed after 1 s: pipeline error', { endedReason: 'pipeline-error-openai-llm-failed' }),
  broken('closed after 1 s: provider fault', {
    endedReason: 'call.in-progress.error-providerfault-eleven-labs-voice-failed',
  }),
  broken('closed after 1 s: a reason of tomorrow', {
    endedReason: `${VAPI_FAULT}quantum-decoherence`,
  }),
  onlyOnce(broken('reset after 1 s', WORKER_DIED)),
  broken('reset after 1 s; look-up answers 503', WORKER_DIED, { kind: 'status', status: 503 }),
  broken('reset after 1 s; look-up answers 404', WORKER_DIED, { kind: 'status', status: 404 }),
  broken('reset after 1 s; look-up never answers', WORKER_DIED, { kind: 'hang' }),
  broken('reset after 1 s; look-up is reset', WORKER_DIED, {
    kind: 'reset',
    when: 'before-answer',
  }),
  broken('reset after 1 s; look-up answers late', WORKER_DIED, { kind: 'delay', delayMs: 5_000 }),
  broken('reset after 1 s; look-up answers garbage', WORKER_DIED, {
    kind: 'status',
    status: 200,
    body: '<html>',
  }),
  // Twilio knows better: the caller is on the phone.
  over('customer-ended-call', { expected: 'fallback' }),
  over('assistant-ended-call'),
  over('assistant-said-end-call-phrase'),
  over('exceeded-max-duration', { expected: 'fallback' }),
  over('silence-timed-out', { expected: 'fallback' }),
  over('assistant-forwarded-call', { expected: 'fallback' }),
  over('assistant-ended-call', { statusLagMs: 2_000, name: 'shown as in progress for 2 s' }),
];
