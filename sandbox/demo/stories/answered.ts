import { isDeepStrictEqual } from 'node:util';
import { sandboxSettings } from '../../project/sandbox-project';
import type { CallReport } from '../../twilio/voice/place-call';
import type { StandInCall } from '../../vapi/stand-in-call';
import type { CallPlot } from '../call-story';
import { expect, expectInOrder } from '../story';

/** Callers who reach an assistant. The called numbers are those of the example tenants. */
export const answeredPlots: readonly CallPlot[] = [
  {
    name: 'answered',
    title: "A caller reaches the business's assistant",
    from: '+12025550143',
    to: '+12025550101',
    check: (report, calls) => [
      ...reachesAssistant(report, calls),
      ...expect((report.heard[0] ?? '').includes('Riverside Dental'), "the business's name"),
      ...expectInOrder(
        report,
        'calls +12025550101',
        'asks /incoming-call',
        'POST /call',
        'opens the WebSocket',
        'Hello, this is Riverside Dental',
        'Goodbye',
        'asks /assistant/ended',
        'the call is over',
      ),
    ],
  },
  {
    name: 'squad',
    title: 'A business with a squad of assistants, and variables of its own',
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
    name: 'unknown-number',
    title: 'A number that no business has: VAPI_ASSISTANT_ID answers',
    from: '+12025550145',
    to: '+12025550199',
    check: (report, calls) => [
      ...reachesAssistant(report, calls),
      ...expect(
        calls[0]?.request['assistantId'] === sandboxSettings.VAPI_ASSISTANT_ID,
        'VAPI_ASSISTANT_ID',
      ),
    ],
  },
  {
    name: 'withheld',
    title: 'A caller who withholds their number',
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

/** Returns what a request for a call says of the assistant's settings. */
export const overridesOf = (call: StandInCall | undefined, name: string) =>
  (call?.request[name] ?? {}) as { variableValues?: Record<string, unknown> };
