import { paths, protectedPaths } from '../../../src/twilio/urls';
import { makeSid } from '../../twilio/formats/sid';
import { type AbuseCase, NOTHING, ORCHARD, RIVERSIDE } from './abuse-case';
import { type AbuseWorld, EVENTS_SECRET } from './abuse-world';

const form = () => ({
  CallSid: makeSid('CA'),
  From: '+12025550143',
  To: RIVERSIDE,
  CallStatus: 'ringing',
  Direction: 'inbound',
});

/** Sends the request as often as it says, and expects each to be refused with one of the statuses. */
const refused = (
  name: string,
  statuses: readonly number[],
  send: (world: AbuseWorld) => Promise<number>,
  times = 1,
): AbuseCase => ({
  name,
  max: NOTHING,
  attack: async (world) => {
    const seen = await Promise.all(Array.from({ length: times }, () => send(world)));
    return [...new Set(seen)]
      .filter((status) => !statuses.includes(status))
      .map((status) => `answered ${status}`);
  },
});

const SIGNED = [400, 403];

const report = {
  message: { type: 'end-of-call-report', call: { id: 'x' }, endedReason: 'customer-ended-call' },
};

const message = (
  name: string,
  statuses: readonly number[],
  headers: Readonly<Record<string, string>>,
  { times = 1, body = JSON.stringify(report), query = '' } = {},
): AbuseCase =>
  refused(
    name,
    statuses,
    (world) =>
      world.send({
        path: `${paths.vapiEvents}${query}`,
        body,
        headers: { 'content-type': 'application/json', ...headers },
      }),
    times,
  );

const inHeaders = encodeURIComponent('request[headers][x-vapi-secret]');

/** Requests of somebody who is neither Twilio nor Vapi. */
export const forgeries: readonly AbuseCase[] = [
  ...protectedPaths.map((path) =>
    refused(`unsigned POST to ${path}`, SIGNED, (world) => world.send({ path, form: form() })),
  ),
  ...['menu', 'people', 'consent'].flatMap((question) =>
    [undefined, 'another-token'].map((token) =>
      refused(
        `front door: forged answer to ${question}, ${token === undefined ? 'unsigned' : 'signed with another token'}`,
        SIGNED,
        (world) =>
          world.send({
            path: `${paths.frontDoor}?door=in.1&question=${question}`,
            form: { ...form(), Digits: '1' },
            ...(token === undefined ? {} : { signedWith: token }),
          }),
      ),
    ),
  ),
  refused('signature with another token', SIGNED, (world) =>
    world.send({ path: paths.incomingCall, form: form(), signedWith: 'another-token' }),
  ),
  refused(
    '100 unsigned requests at once',
    SIGNED,
    (world) => world.send({ path: paths.incomingCall, form: { ...form(), To: ORCHARD } }),
    100,
  ),
  message('message without a secret', [401], {}),
  message('message with a wrong secret', [401], { 'x-vapi-secret': 'guess' }),
  message('message with the raw secret', [401], { 'x-vapi-secret': EVENTS_SECRET }),
  message('message with the raw secret as bearer token', [401], {
    authorization: `Bearer ${EVENTS_SECRET}`,
  }),
  message('message with the name of a tenant and a guess', [401], {
    'x-vapi-secret': `orchard-clinic.${'A'.repeat(43)}`,
  }),
  message(
    'secret in the query, dressed as a header',
    [401],
    {},
    {
      query: `?${inHeaders}=${EVENTS_SECRET}`,
    },
  ),
  message(
    'secret in the body, dressed as a header',
    [401],
    {},
    {
      body: JSON.stringify({ ...report, request: { headers: { 'x-vapi-secret': EVENTS_SECRET } } }),
    },
  ),
  // The platform itself refuses some of them.
  message('100 messages without a secret', [401, 429, 504], {}, { times: 100 }),
  message('message that is no JSON', [400, 401], {}, { body: '{' }),
];
