import type { DeployedEnvironment } from '../twilio-api/deployed-environment';
import type { AnswerFault, Fault } from '../vapi/faults';
import type { FaultWorld } from './fault-world';
import type { NetworkFault } from './network-faults';

/** What the cases are grouped by, in the table's order. */
export const THEMES = [
  'statuses',
  'delays',
  'connections',
  'bodies',
  'twiml',
  'streams',
  'tenants',
  'environment',
  'callers',
  'platform',
  'incidents',
] as const;

/** A group of cases. */
export type Theme = (typeof THEMES)[number];

/** Whom the caller has to get: `fallback` = a person, the voicemail or a sentence. */
export type Expected = 'assistant' | 'fallback' | 'anyone';

/** One thing that goes wrong, and what has to come of it. */
export interface FaultCase {
  readonly name: string;
  readonly expected: Expected;
  /** How every `POST /call` fails. */
  readonly fault?: Fault;
  /** How the first `POST /call` fails, and it alone. */
  readonly firstFault?: Fault;
  /** How every `GET /call/{id}` fails. */
  readonly lookupFault?: AnswerFault;
  /** What answers at `VAPI_BASE_URL` in the stand-in's place. */
  readonly apiAt?: NetworkFault;
  /** What answers at the address that calls are streamed to. */
  readonly streamAt?: NetworkFault;
  /** Changes what is deployed. */
  readonly change?: (environment: DeployedEnvironment) => DeployedEnvironment;
  /** JavaScript that containers run before the Function. */
  readonly preload?: string;
  readonly from?: string;
  readonly to?: string;
  /** Parameters of the webhook in place of Twilio's, or beside them. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The stream breaks: silence after it counts as silence, whatever was said before. */
  readonly goesOn?: boolean;
  /** Paths whose failing is the fault itself: Twilio has to go on with the number's fallback URL. */
  readonly brokenPaths?: readonly string[];
  /** The calls to place; one unless given. */
  readonly script?: (world: FaultWorld) => Promise<void>;
}

/** A case where the table finds it. */
export interface ListedCase extends FaultCase {
  readonly theme: Theme;
}

/** Returns the case with its fault on the first `POST /call` alone: the assistant has to answer. */
export function onlyOnce({ fault, name, ...rest }: FaultCase): FaultCase {
  return {
    ...rest,
    name: `${name}, once`,
    expected: 'assistant',
    ...(fault === undefined ? {} : { firstFault: fault }),
  };
}
