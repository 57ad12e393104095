import type { XmlElement } from '@rgrove/parse-xml';
import type { DialEnd, RecordEnd, StreamEnd } from './history';

/** Where the call continues after a verb. */
export type VerbEnd = EndDetails &
  (
    | { readonly kind: 'next-verb' | 'hung-up' }
    | {
        readonly kind: 'ask';
        readonly path: string;
        readonly parameters: Readonly<Record<string, string>>;
      }
    | { readonly kind: 'problem'; readonly problem: string }
  );

interface EndDetails {
  /** For readers of the story. */
  readonly note?: string;
  /** What the caller had of it that an end may follow on; undefined = nothing. */
  readonly had?: string | undefined;
}

/** Ends after which nothing is owed to a caller. */
const FINISHED = new Set(['assistant-ended-call', 'customer-ended-call']);

/** The assistant's stream has ended. */
export function endStream({ attributes }: XmlElement, stream: StreamEnd): VerbEnd {
  const had = FINISHED.has(stream.vapiSays) ? 'the assistant' : undefined;
  const status = stream.callerLeaves ? 'completed' : 'in-progress';
  const note = `${stream.vapiSays} after ${stream.seconds} s, call ${status}`;
  return { ...continueAt(attributes['action'], { CallStatus: status }), had, note };
}

/** People were rung. */
export function endDial({ attributes }: XmlElement, dial: DialEnd): VerbEnd {
  const { status, bridged, answeredBy, callerLeaves } = dial;
  const parameters = {
    ...(status === undefined ? {} : { DialCallStatus: status }),
    ...(bridged === undefined ? {} : { DialBridged: bridged }),
    ...(answeredBy === undefined ? {} : { AnsweredBy: answeredBy }),
    CallStatus: callerLeaves ? 'completed' : 'in-progress',
  };
  const talked = status === 'completed' && bridged === 'true' && answeredBy !== 'machine_start';
  return {
    ...continueAt(attributes['action'], parameters),
    had: talked ? 'a person' : undefined,
    note: JSON.stringify(parameters),
  };
}

const RECORDING = `https://api.twilio.com/Recordings/RE${'0'.repeat(32)}`;

const RECORDED: Readonly<Record<Exclude<RecordEnd, 'absent'>, Readonly<Record<string, string>>>> = {
  message: { RecordingUrl: RECORDING, RecordingDuration: '12' },
  silence: { RecordingUrl: RECORDING, RecordingDuration: '1' },
  nothing: {},
  hangup: { RecordingUrl: RECORDING, RecordingDuration: '12', Digits: 'hangup' },
  gone: { RecordingUrl: RECORDING, RecordingDuration: '12', CallStatus: 'completed' },
};

/** The tone has sounded, and the caller has spoken or not. */
export function endRecord({ attributes }: XmlElement, record: RecordEnd): VerbEnd {
  if (record === 'absent') return { kind: 'next-verb', note: 'absent' };
  const parameters = { CallStatus: 'in-progress', ...RECORDED[record] };
  return { ...continueAt(attributes['action'], parameters), note: record };
}

/** Twilio asks the verb's action, if it has one. */
function continueAt(
  action: string | undefined,
  parameters: Readonly<Record<string, string>>,
): VerbEnd {
  if (action === undefined) return { kind: 'next-verb' };
  const { pathname, searchParams } = new URL(action, 'https://ours.example');
  const own = Object.fromEntries(searchParams);
  return { kind: 'ask', path: pathname, parameters: { ...own, ...parameters } };
}
