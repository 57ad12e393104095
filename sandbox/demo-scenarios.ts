import { isDeepStrictEqual } from 'node:util';
import type { CallReport } from './twilio/place-call';
import type { Fault } from './vapi/faults';
import type { StandInCall } from './vapi/stand-in-call';

/** A call of the demo, and what must come of it. */
export interface Scenario {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly fault?: Fault;
  /** Returns what did not go as it should. */
  readonly check: (report: CallReport, calls: readonly StandInCall[]) => string[];
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

const failingScenarios: readonly Scenario[] = [
  {
    title: "Vapi is down: the tenant's own greeting, in its language",
    from: '+493023125190',
    to: '+493023125101',
    fault: { kind: 'status', status: 503, body: '<html>503 Service Unavailable</html>' },
    check: (report) => hearsSentence(report, 'hier ist die Zahnarztpraxis Linden'),
  },
  {
    title: "Vapi breaks the connection: the default greeting with the business's name",
    from: 'sip:desk@example.com',
    to: '+12025550102',
    fault: { kind: 'reset', when: 'before-answer' },
    check: (report) => hearsSentence(report, 'Thank you for calling Summit Heating & Cooling.'),
  },
];
