import type { CallReport } from '../../twilio/voice/place-call';
import { NAMED_KEY } from '../../twilio/voice/scripted-hands';
import type { StandInCall } from '../../vapi/stand-in-call';
import type { CallPlot } from '../call-story';
import { expect, expectInOrder } from '../story';
import { overridesOf } from './answered';

/** The whole tenants of docs/front-door.md. */
const DENTAL = '+12025550111';
const PLUMBER = '+12025550112';
const LAW_FIRM = '+12025550113';

/** A Wednesday, in the time zone of all three. */
const MORNING = '2026-12-02T10:00-05:00';
const LUNCH = '2026-12-02T12:30-05:00';

const DISCLOSURE = 'You are talking with the AI assistant of Lakeside Law.';

/** Callers who meet something before the assistant. */
export const frontDoorPlots: readonly CallPlot[] = [
  {
    name: 'refused',
    title: 'A caller on the block list is refused, unanswered and unbilled',
    from: '+12025550199',
    to: LAW_FIRM,
    check: (report, calls) => [
      ...neverReachesVapi(report, calls),
      ...expect(report.billedSeconds === 0, 'a call that is not billed'),
      ...expectInOrder(report, '[carrier] not in service', 'nothing is billed'),
    ],
  },
  {
    name: 'challenge',
    title: 'A caller who withholds their number presses a key first',
    from: 'anonymous',
    to: LAW_FIRM,
    digits: [NAMED_KEY, '1', '1'],
    check: (report, calls) => [
      ...reachesAssistant(report, calls, { callerLanguage: 'en-US' }),
      ...expectInOrder(report, 'To be connected, please press', 'For English, press 1'),
    ],
  },
  {
    name: 'closed',
    title: 'The clinic is closed for lunch: the caller leaves a message',
    from: '+12025550143',
    to: DENTAL,
    at: LUNCH,
    message: { seconds: 9, presses: '#' },
    check: (report, calls, texts) => [
      ...neverReachesVapi(report, calls),
      ...expectInOrder(report, 'We are closed', 'beep', 'leaves a message', 'the call is over'),
      ...expect(texts.length === 1, `one text message, not ${texts.length}`),
    ],
  },
  {
    name: 'people-first',
    title: 'Two phones ring before the assistant: the plumber takes the call',
    from: '+12025550143',
    to: PLUMBER,
    at: MORNING,
    people: {
      '+12025550173': { kind: 'no-answer' },
      '+12025550174': { kind: 'answers', delayMs: 6_000, presses: ['1'], talksMs: 8_000 },
    },
    check: (report, calls) => [
      ...neverReachesVapi(report, calls),
      ...expect(report.reached.join() === 'person', `a person, not ${report.reached.join()}`),
      ...expectInOrder(report, '[ringing]', '[person]'),
    ],
  },
  {
    name: 'people-missed',
    title: 'Nobody takes the call: the assistant answers, and is told so',
    from: '+12025550144',
    to: PLUMBER,
    at: MORNING,
    people: {
      '+12025550173': { kind: 'no-answer' },
      '+12025550174': { kind: 'machine', delayMs: 8_000 },
    },
    check: (report, calls) => [
      ...reachesAssistant(report, calls, { isOpen: 'true', ringOutcome: 'no-answer' }),
      ...expectInOrder(report, '[ringing]', 'Hello, this is Capitol Plumbing'),
    ],
  },
  {
    name: 'language',
    title: 'A caller chooses Spanish, and every sentence is Spanish from then on',
    from: '+12025550145',
    to: LAW_FIRM,
    digits: ['2', '1'],
    check: (report, calls) => [
      ...reachesAssistant(report, calls, { callerLanguage: 'es-MX', recordingConsent: 'given' }),
      ...expectInOrder(report, 'Para español, pulse 2', 'Habla con el asistente', '[assistant]'),
    ],
  },
  {
    name: 'disclosure',
    title: 'A caller is told that an AI answers, and does not want to be recorded',
    from: '+12025550146',
    to: LAW_FIRM,
    digits: ['1', ''],
    check: (report, calls) => [
      ...reachesAssistant(report, calls, { aiDisclosed: 'true', recordingConsent: 'refused' }),
      ...expectInOrder(report, DISCLOSURE, '[assistant]'),
    ],
  },
];

const variablesOf = ([call]: readonly StandInCall[]) =>
  overridesOf(call, 'assistantOverrides').variableValues ?? {};

function neverReachesVapi({ problems, streams }: CallReport, calls: readonly StandInCall[]) {
  return [
    ...problems,
    ...expect(calls.length === 0 && streams.length === 0, 'nothing to be asked of Vapi'),
  ];
}

/** The assistant spoke, and had been told these values. */
function reachesAssistant(
  { problems, streams }: CallReport,
  calls: readonly StandInCall[],
  values: Readonly<Record<string, string>>,
): string[] {
  const told = variablesOf(calls);
  return [
    ...problems,
    ...expect(calls.length === 1, `one call at Vapi, not ${calls.length}`),
    ...expect(
      streams[0]?.outcome === 'closed' && streams[0].heardAudio,
      'audio from the assistant',
    ),
    ...Object.entries(values).flatMap(([name, value]) =>
      expect(told[name] === value, `${name} to be ${value} at Vapi, not ${String(told[name])}`),
    ),
  ];
}
