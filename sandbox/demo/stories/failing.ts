import type { SentMessage } from '../../twilio/voice/network/account-state';
import type { CallReport } from '../../twilio/voice/place-call';
import type { Fault } from '../../vapi/faults';
import type { StandInCall } from '../../vapi/stand-in-call';
import type { CallPlot } from '../call-story';
import { expect, expectInOrder } from '../story';
import { overridesOf } from './answered';

/** Twilio's voice said this sentence and nothing else happened. */
function hearsSentence({ heard, problems }: CallReport, part: string): string[] {
  return [
    ...problems,
    ...expect(heard.length === 1 && (heard[0] ?? '').includes(part), `to hear "${part}"`),
  ];
}

/** The stream failed, and the same caller got the assistant once more. */
function reachesAssistantAtLast({ streams }: CallReport, calls: readonly StandInCall[]): string[] {
  const [, second] = streams;
  const { variableValues } = overridesOf(calls[1], 'assistantOverrides');
  return [
    ...expect(calls.length === 2, `two calls at Vapi, not ${calls.length}`),
    ...expect(
      second?.outcome === 'closed' && second.heardAudio,
      'audio from the assistant on the second stream',
    ),
    ...expect(variableValues?.['isReconnect'] === true, 'isReconnect at Vapi'),
  ];
}

/** A person pressed the key and got the caller. */
function reachesPerson(report: CallReport, number: string): string[] {
  const { people, reached, problems } = report;
  const last = people.at(-1);
  return [
    ...problems,
    ...expect(reached.join() === 'person', `a person, not ${reached.join()}`),
    ...expect(last?.number === number && last.outcome === 'bridged', `${number} on the phone`),
    ...expectInOrder(report, 'putting you through', 'is busy', 'Press 1', '[person]'),
  ];
}

/** Nobody took the call; the caller left a message and the tenant got a text. */
function leavesMessage(report: CallReport, texts: readonly SentMessage[]): string[] {
  const { people, reached, problems } = report;
  return [
    ...problems,
    ...expect(!people.some(({ outcome }) => outcome === 'bridged'), 'nobody to take the call'),
    ...expect(reached.join() === 'voicemail', `the voicemail, not ${reached.join()}`),
    ...expectInOrder(
      report,
      'does not answer',
      'was a mailbox',
      'beep',
      'leaves a message',
      'We have your message',
      'the call is over',
    ),
    ...expect((texts[0]?.body ?? '').includes('+12025550146, 12 s'), 'a text with the number'),
  ];
}

const DOWN: Fault = { kind: 'status', status: 503, body: '<html>503 Service Unavailable</html>' };

/** Callers for whom Vapi fails. */
export const failingPlots: readonly CallPlot[] = [
  {
    name: 'reconnect',
    title: "Vapi refuses the call's stream once: the assistant answers at the second try",
    from: '+12025550143',
    to: '+12025550101',
    firstFault: { kind: 'handshake', status: 404 },
    check: reachesAssistantAtLast,
  },
  {
    name: 'own-words',
    title: "Vapi is down: the business's own words, in its language",
    from: 'anonymous',
    to: '+493023125101',
    fault: DOWN,
    check: (report) => hearsSentence(report, 'hier ist die Zahnarztpraxis Linden'),
  },
  {
    name: 'missed',
    title:
      'Vapi is down and nobody is rung: the caller gets a text, in the language of the business',
    from: '+4915123456789',
    to: '+493023125101',
    fault: DOWN,
    check: (report, _calls, texts) => [
      ...hearsSentence(report, 'hier ist die Zahnarztpraxis Linden'),
      ...expect(texts.length === 1 && texts[0]?.to === '+4915123456789', 'one text, to the caller'),
      ...expect(
        (texts[0]?.body ?? '').startsWith('Zahnarztpraxis Linden: Leider haben wir Ihren Anruf'),
        'a German text with the name of the business',
      ),
    ],
  },
  {
    name: 'person',
    title: 'Vapi is down: a person takes the call by pressing 1',
    from: 'sip:desk@example.com',
    to: '+12025550102',
    fault: DOWN,
    people: {
      '+12025550171': { kind: 'busy' },
      '+12025550172': { kind: 'answers', presses: ['1'], talksMs: 2_000 },
    },
    check: (report) => reachesPerson(report, '+12025550172'),
  },
  {
    name: 'voicemail',
    title: 'Vapi breaks the connection and nobody answers: the caller leaves a message',
    from: '+12025550146',
    to: '+12025550102',
    fault: { kind: 'reset', when: 'before-answer' },
    people: {
      '+12025550171': { kind: 'no-answer' },
      '+12025550172': { kind: 'machine' },
    },
    message: { seconds: 12, presses: '#' },
    check: (report, _calls, texts) => leavesMessage(report, texts),
  },
];
