import { paths } from '../../../src/twilio/urls';
import type { FullAnswer } from '../../vapi/full-answers';
import { buildFullRefusal } from '../../vapi/full-answers';
import type { Fault } from '../../vapi/faults';
import { replaceFunction, replaceTenantFile, setVariables } from '../change-deployment';
import type { FaultCase } from '../fault-case';

/** The tenant whose callers wait for half a minute, and may then leave a message. */
const QUARRY = '+12025550107';

const { queueWait, queueLeft } = paths;
const CRASH = "throw new Error('crashed at load');";
const HANGS = 'exports.handler = () => {};';

const full = (form: FullAnswer = 'limit'): Fault => {
  const { status, body } = buildFullRefusal(form) ?? {};
  if (status === undefined) throw new Error(`${form} is no refusal`);
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  return { kind: 'status', status, body: JSON.stringify(body), headers };
};

/** All slots are taken when the caller comes, and one is free when they ask from the queue. */
const waited = (name: string, parts: Partial<FaultCase> = {}): FaultCase => ({
  name,
  expected: 'assistant',
  to: QUARRY,
  firstFault: full(),
  ...parts,
});

/**
 * No slot is ever free: one request when the caller comes, and one in each loop of 8 s until 30 s
 * are over.
 */
const neverFree = (name: string, parts: Partial<FaultCase> = {}): FaultCase =>
  waited(name, { expected: 'voicemail', fault: full(), maxPosts: 4, ...parts });

/** Twilio does not know the caller who is to leave the queue. */
const MOVES_NOBODY = {
  status: 404,
  code: 20404,
  message: 'not found',
  routes: ['POST Queues/{sid}/Members/{member}'],
} as const;

/** Callers wait for a slot, and something goes wrong on the way. */
export const queue: readonly FaultCase[] = [
  waited('queue; all well'),
  ...(['limit-without-stop', 'limit-in-error', 'too-many'] as const).map((form) =>
    waited(`queue; full, told as ${form}`, { firstFault: full(form) }),
  ),
  neverFree('queue; no slot is ever free'),
  neverFree('queue; caller would rather leave a message', { caller: { digits: ['1'] } }),
  waited('queue; caller hangs up', {
    expected: 'anyone',
    fault: full(),
    maxPosts: 4,
    caller: { hangsUpWhileQueuedMs: 25_000 },
  }),
  waited('queue; caller anonymous', { from: 'anonymous' }),
  waited('queue; Vapi goes down', {
    expected: 'voicemail',
    fault: { kind: 'status', status: 503 },
    maxPosts: 3,
  }),
  waited('queue; Vapi refuses the key', {
    expected: 'voicemail',
    fault: { kind: 'status', status: 401 },
  }),
  waited('queue; Vapi is asked too often', {
    expected: 'voicemail',
    fault: { kind: 'status', status: 429, body: '{"message":"Too Many Requests"}' },
    maxPosts: 4,
  }),
  waited('queue; Vapi hangs', { expected: 'voicemail', fault: { kind: 'hang' }, maxPosts: 4 }),
  waited('queue; Vapi answers after 4 s', { fault: { kind: 'delay', delayMs: 4_000 } }),
  waited('queue; the stream’s handshake is refused', {
    expected: 'voicemail',
    fault: { kind: 'handshake', status: 404 },
    maxPosts: 3,
    continues: true,
  }),
  waited('queue; Twilio moves nobody', { maxPosts: 3, restAt: MOVES_NOBODY }),
  waited('queue; Twilio’s API refuses the connection', { maxPosts: 3, restAt: 'refused' }),
  waited('queue; Twilio’s API is mute', { maxPosts: 3, restAt: 'mute' }),
  neverFree('queue; no slot is ever free, and Twilio moves nobody', { restAt: MOVES_NOBODY }),
  neverFree('queue; caller would rather leave a message, and Twilio moves nobody', {
    caller: { digits: ['1', '1', '1'] },
    // Three times in the queue: a request when they come, one in the queue, and one when they leave.
    maxPosts: 7,
    restAt: MOVES_NOBODY,
  }),
  waited('queue; asked twice at once', { deliveries: { [queueWait]: 'twice' }, maxPosts: 3 }),
  waited('queue; asked late', { deliveries: { [queueWait]: 'late' } }),
  waited('queue; the way out asked twice at once', { deliveries: { [queueLeft]: 'twice' } }),
  waited('queue; the way out asked late', { deliveries: { [queueLeft]: 'late' } }),
  ...(
    [
      ['crashes at load', CRASH],
      ['hangs for ever', HANGS],
    ] as const
  ).flatMap(([how, code]) => [
    waited(`queue; ${queueWait} ${how}`, {
      change: replaceFunction(queueWait, code),
      brokenPaths: [queueWait],
    }),
    waited(`queue; ${queueLeft} ${how}`, {
      expected: 'fallback',
      change: replaceFunction(queueLeft, code),
      brokenPaths: [queueLeft],
    }),
  ]),
  waited('queue; outage switch turned on', {
    expected: 'voicemail',
    laterChange: setVariables({ SWITCHBOARD_OUTAGE: 'all' }),
  }),
  waited('queue; key gone', {
    expected: 'voicemail',
    laterChange: setVariables({ VAPI_API_KEY: undefined }),
  }),
  waited('queue; tenant file gone', {
    expected: 'fallback',
    laterChange: replaceTenantFile(() => null),
  }),
  waited('queue; queue gone from the tenant', {
    expected: 'voicemail',
    laterChange: replaceTenantFile((text) => text.replace('"queue":', '"queueing":')),
  }),
  waited('tenant’s queue broken', {
    expected: 'voicemail',
    change: replaceTenantFile((text) =>
      text.replace('"maxWaitSeconds":30', '"maxWaitSeconds":-30'),
    ),
  }),
];
