import { analyseCall, reportWords } from './call-words';
import type { StandInCall } from './stand-in-call';

export { reportWords } from './call-words';

/** What every message about a call begins with. */
interface Envelope {
  readonly timestamp: number;
  readonly call: Readonly<Record<string, unknown>>;
}

export interface StatusUpdate extends Envelope {
  readonly type: 'status-update';
  readonly status: string;
  readonly endedReason?: string | undefined;
}

export interface EndOfCallReport extends Envelope {
  readonly type: 'end-of-call-report';
  readonly endedReason: string | undefined;
  readonly artifact: Readonly<Record<string, unknown>>;
  readonly analysis: Readonly<Record<string, unknown>>;
}

export type CallMessage = StatusUpdate | EndOfCallReport;

/** Returns the message for a call's present status. @see https://docs.vapi.ai/server-url/events */
export function buildStatusUpdate(call: StandInCall): StatusUpdate {
  const { status, endedReason } = call;
  return {
    type: 'status-update',
    status,
    ...(status === 'ended' ? { endedReason } : {}),
    ...buildEnvelope(call),
  };
}

/** Returns the report of a call that is over. @see https://docs.vapi.ai/server-url/events */
export function buildReport(call: StandInCall): EndOfCallReport {
  const { id, startedAt, endedAt, endedReason, request } = call;
  const recording = `https://api.vapi.ai/call/${id}/mono-recording`;
  const spoken = startedAt === undefined ? undefined : reportWords;
  return {
    type: 'end-of-call-report',
    endedReason,
    ...(startedAt === undefined ? {} : { startedAt: startedAt.toISOString() }),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
    ...analyseCall(spoken !== undefined),
    costs: [],
    artifact: {
      messages: [],
      transcript: spoken?.transcript ?? '',
      variableValues: overridesOf(request)['variableValues'],
      ...(spoken === undefined
        ? {}
        : { recordingUrl: recording, recording: { mono: { combinedUrl: recording } } }),
    },
    ...buildEnvelope(call),
  } as EndOfCallReport;
}

function buildEnvelope(call: StandInCall): Envelope {
  const { request } = call;
  const { metadata } = overridesOf(request);
  const rest = {
    assistant: { name: 'Stand-in', metadata },
    customer: request['customer'],
    phoneNumber: {
      id: request['phoneNumberId'],
      provider: 'twilio',
      number: '+12025550101',
      twilioAccountSid: `AC${'0'.repeat(32)}`,
      twilioAuthToken: reportWords.twilioAuthToken,
    },
  };
  return { timestamp: call.nowMs(), call: call.toResource(), ...rest };
}

function overridesOf(request: StandInCall['request']): Readonly<Record<string, unknown>> {
  const overrides = request['assistantOverrides'] ?? request['squadOverrides'];
  return Object(overrides) as Readonly<Record<string, unknown>>;
}
