import { isDeepStrictEqual } from 'node:util';
import type { VoicemailMessage } from './twilio/call-options';
import type { SentMessage } from './twilio/network/account-state';
import type { Person } from './twilio/person';
import type { CallReport } from './twilio/place-call';
import type { Fault } from './vapi/faults';
import type { StandInCall } from './vapi/stand-in-call';

/** A call of the demo, and what must come of it. */
export interface Scenario {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  /** How Vapi fails, all the time. */
  readonly fault?: Fault;
  /** How Vapi fails at first; after that it works. */
  readonly firstFault?: Fault;
  /** Who answers at the numbers that the fallback rings. */
  readonly people?: Readonly<Record<string, Person>>;
  /** What the caller leaves after the tone. */
  readonly message?: VoicemailMessage;
  /** Returns what did not go as it should. */
  readonly check: (
    report: CallReport,
    calls: readonly StandInCall[],
    texts: readonly SentMessage[],
  ) => string[];
}

const expect = (isMet: boolean, expectation: string): string[] =>
  isMet ? [] : [`expected ${expectation}`];

/** The assistant was reached over the call's own WebSocket and spoke. */
function reachesAssistant(
  { streams, problems, callSid }: CallReport,
  calls: readonly StandInCall[],
): string[] {
  const stream = streams[0];
  return [
    ...problems,
    ...expect(calls.length === 1, `one call at Vapi, not ${calls.length}`),
    ...expect(stream?.outcome === 'closed' && stream.heardAudio, 'audio from the assistant'),
    ...expect(calls[0]?.streamCallSid === callSid, "the stream to carry this call's CallSid"),
  ];
}

/** Twilio's voice said this sentence and nothing else happened. */
function hearsSentence({ heard, problems }: CallReport, part: string): string[] {
  return [
    ...problems,
    ...expect(heard.length === 1 && (heard[0] ?? '').includes(part), `to hear "${part}"`),
  ];
}

const overridesOf = (call: StandInCall | undefined, name: string) =>
  (call?.request[name] ?? {}) as { variableValues?: Record<string, unknown> };

/** The demo's calls. The called numbers are those of the example tenants. */
export function buildScenarios(sandboxAssistantId: string): Scenario[] {
  return [...buildAnsweredScenarios(sandboxAssistantId), ...failingScenarios];
}

function buildAnsweredScenarios(sandboxAssistantId: string): Scenario[] {
  return [
    {
      title: 'A known tenant: its assistant answers',
      from: '+12025550143',
      to: '+12025550101',
      check: (report, calls) => [
        ...reachesAssistant(report, calls),
        ...expect((report.heard[0] ?? '').includes('Riverside Dental'), "the business's name"),
      ],
    },
    {
      title: 'A tenant with a squad and variables of its own',
      from: '+12025550144',
      to: '+12025550103',
      check: (report, calls) => [
        ...reachesAssistant(report, calls),
        ...expect(
          overridesOf(calls[0], 'squadOverrides').variableValues?.['emergencySurcharge'] === 120,
          "the tenant's variables at Vapi",
        ),
      ],
    },
    {
      title: "An unknown number: the environment's assistant answers",
      from: '+12025550145',
      to: '+12025550199',
      check: (report, calls) => [
        ...reachesAssistant(report, calls),
        ...expect(calls[0]?.request['assistantId'] === sandboxAssistantId, 'VAPI_ASSISTANT_ID'),
      ],
    },
    {
      title: 'A withheld caller',
      from: '+266696687',
      to: '+12025550101',
      check: (report, calls) => {
        const customer = calls[0]?.request['customer'];
        const isWithheld = isDeepStrictEqual(customer, {
          number: 'anonymous',
          numberE164CheckEnabled: false,
          externalId: report.callSid,
        });
        return [...reachesAssistant(report, calls), ...expect(isWithheld, 'no number at Vapi')];
      },
    },
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

/** Somebody pressed the key and got the caller. */
function reachesPerson({ people, reached, problems }: CallReport, number: string): string[] {
  const last = people.at(-1);
  return [
    ...problems,
    ...expect(reached.join() === 'person', `a person, not ${reached.join()}`),
    ...expect(last?.number === number && last.outcome === 'bridged', `${number} on the line`),
    ...expect((last?.heard[0] ?? '').includes('Press 1'), 'to be asked for the key'),
  ];
}

/** Nobody took the call; the caller left a message and the tenant got a text. */
function leavesMessage(
  { heard, people, reached, problems }: CallReport,
  texts: readonly SentMessage[],
): string[] {
  return [
    ...problems,
    ...expect(!people.some(({ outcome }) => outcome === 'bridged'), 'nobody to take the call'),
    ...expect(reached.join() === 'voicemail', `the voicemail, not ${reached.join()}`),
    ...expect((heard.at(-1) ?? '').includes('We have your message'), 'thanks for the message'),
    ...expect((texts[0]?.body ?? '').includes('+12025550146, 12 s'), 'a text with the number'),
  ];
}

const DOWN: Fault = { kind: 'status', status: 503, body: '<html>503 Service Unavailable</html>' };

const failingScenarios: readonly Scenario[] = [
  {
    title: "Vapi refuses the stream's handshake once: the assistant answers the second time",
    from: '+12025550143',
    to: '+12025550101',
    firstFault: { kind: 'handshake', status: 404 },
    check: reachesAssistantAtLast,
  },
  {
    title: "Vapi is down: the tenant's own words, in its language",
    from: '+493023125190',
    to: '+493023125101',
    fault: DOWN,
    check: (report) => hearsSentence(report, 'hier ist die Zahnarztpraxis Linden'),
  },
  {
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
