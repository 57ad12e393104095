import { paths } from '../../../src/twilio/urls';
import { SPOKEN_WORDS } from '../canaries';
import { replaceFunction, setVariables, withoutCredentials } from '../change-deployment';
import type { FaultCase, RestFault } from '../fault-case';
import type { NetworkFault } from '../network-faults';
import { peopleWith, whileDown } from './lakeside';

const SPOKEN = { seconds: 8, text: SPOKEN_WORDS } as const;

/** Nobody answers, and the caller leaves a message that can be read. */
const message = (name: string, parts: Partial<FaultCase> = {}): FaultCase =>
  whileDown(`message left; ${name}`, {
    expected: 'voicemail',
    // One reports the recording, the other brings the transcription.
    expectedNotifications: 2,
    expectedTexts: 1,
    caller: { message: SPOKEN },
    ...parts,
  });

const noMessage = (name: string, left: 'silence' | 'absent'): FaultCase =>
  whileDown(name, { expected: 'voicemail', caller: { message: left } });

const receiver = (name: string, parts: Partial<FaultCase>): FaultCase =>
  message(`webhook’s receiver ${name}`, parts);

const rest = (name: string, restAt: NetworkFault | RestFault, expectedTexts = 0): FaultCase =>
  message(`Twilio’s API ${name}`, { restAt, expectedTexts });

const ROUTES = ['GET Calls/{sid}', 'POST Messages', 'DELETE Recordings/{sid}'];
const DOWN: RestFault = {
  status: 500,
  code: 20500,
  message: 'internal server error',
  routes: ROUTES,
};
const CRASH = "throw new Error('crashed at load');";
const HANG = 'exports.handler = () => {};';

const broken = (path: string, name: string, code: string, parts: Partial<FaultCase>): FaultCase =>
  message(`${path} ${name}`, {
    change: replaceFunction(path, code),
    brokenPaths: [path],
    ...parts,
  });

/** A caller reaches the voicemail, and the tenant has to be notified. */
export const messages: readonly FaultCase[] = [
  message('all well'),
  message('caller anonymous', { from: 'anonymous' }),
  message('caller by SIP', { from: 'sip:desk@example.com' }),
  message('ended by a key', { caller: { message: { ...SPOKEN, presses: '#' } } }),
  message('caller hangs up after it', { caller: { message: { ...SPOKEN, hangsUp: true } } }),
  message('it cannot be read', { caller: { message: { seconds: 8 } }, expectedNotifications: 1 }),
  message('longer than it may be', {
    caller: { message: { seconds: 300, text: SPOKEN_WORDS } },
  }),
  whileDown('caller hangs up at the tone', {
    expected: 'voicemail',
    caller: { message: { seconds: 1, hangsUp: true } },
  }),
  noMessage('caller says nothing', 'silence'),
  noMessage('caller says nothing, no recording', 'absent'),
  {
    ...noMessage('caller says nothing; Twilio’s API fails', 'silence'),
    restAt: DOWN,
  },
  receiver('takes 1.5 s', { notificationsAt: 'slow' }),
  receiver('fails once', { notificationsAt: 'fails-once' }),
  receiver('fails', { notificationsAt: 'fails', expectedNotifications: 0 }),
  receiver('refuses with 401', { notificationsAt: 'refuses', expectedNotifications: 0 }),
  receiver('refuses connections', { notificationsAt: 'refused', expectedNotifications: 0 }),
  receiver('does not exist', { notificationsAt: 'unknown-host', expectedNotifications: 0 }),
  receiver('accepts and says nothing', { notificationsAt: 'mute', expectedNotifications: 0 }),
  receiver('has an unknown certificate', {
    notificationsAt: 'self-signed',
    expectedNotifications: 0,
  }),
  message('SWITCHBOARD_WEBHOOK_SECRET missing', {
    change: setVariables({ SWITCHBOARD_WEBHOOK_SECRET: undefined }),
    expectedNotifications: 0,
  }),
  rest('refuses connections', 'refused'),
  rest('does not exist', 'unknown-host'),
  rest('accepts and says nothing', 'mute'),
  rest('speaks another protocol', 'not-http'),
  rest('answers 500', DOWN),
  rest('answers 429', { ...DOWN, status: 429, code: 20429, message: 'too many requests' }),
  rest(
    'does not know the call',
    { status: 404, code: 20404, message: 'not found', routes: ['GET Calls/{sid}'] },
    1,
  ),
  rest('refuses the text message', {
    status: 400,
    code: 21211,
    message: "The 'To' number +12025550165 is not a valid phone number; From +12025550143",
    routes: ['POST Messages'],
  }),
  message('AUTH_TOKEN missing', { change: withoutCredentials, expectedTexts: 0 }),
  // The static file asks again, and the caller leaves a second message.
  broken(paths.voicemailRecorded, 'crashes at load', CRASH, {
    expectedNotifications: 4,
    expectedTexts: 2,
  }),
  broken(paths.voicemailRecorded, 'hangs for ever', HANG, {
    expectedNotifications: 4,
    expectedTexts: 2,
  }),
  broken(paths.voicemailRecording, 'crashes at load', CRASH, {
    expectedNotifications: 1,
    expectedTexts: 0,
  }),
  broken(paths.voicemailRecording, 'hangs for ever', HANG, {
    expectedNotifications: 1,
    expectedTexts: 0,
  }),
  broken(paths.voicemailTranscription, 'crashes at load', CRASH, { expectedNotifications: 1 }),
  message('/voicemail/recording delivered twice', {
    deliveries: { [paths.voicemailRecording]: 'twice' },
  }),
  message('/voicemail/transcription delivered twice', {
    deliveries: { [paths.voicemailTranscription]: 'twice' },
  }),
  message('callbacks delivered late', {
    deliveries: { [paths.voicemailRecording]: 'late', [paths.voicemailTranscription]: 'late' },
  }),
  message('/voicemail/recorded delivered twice', {
    deliveries: { [paths.voicemailRecorded]: 'twice' },
  }),
  {
    ...message('static file', { caller: { message: SPOKEN, people: peopleWith({}) } }),
    change: replaceFunction(paths.incomingCall, CRASH),
    brokenPaths: [paths.incomingCall],
  },
];
