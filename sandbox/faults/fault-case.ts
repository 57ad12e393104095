import type { RestError } from '../twilio/rest/rest-failures';
import type { CallOptions, CallScript, VendorBranches } from '../twilio/voice/call-options';
import type { DeployedEnvironment } from '../twilio/serverless/deployed-environment';
import type { AnswerFault, Fault } from '../vapi/faults';
import type { StandInVapi } from '../vapi/stand-in-vapi';
import type { NetworkFault } from './network-faults';
import type { ReceiverMood } from './notification-receiver';

/** The groups of the cases, in the table's order. */
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
  'fallbacks',
  'recordings',
  'queue',
  'incidents',
] as const;

export type Theme = (typeof THEMES)[number];

/**
 * Whom the caller has to get. `fallback`: a person, the voicemail or a sentence; `person`: somebody
 * to talk to, and nobody afterwards; `voicemail`: its tone, and at most sentences afterwards.
 */
export type Expected = 'assistant' | 'fallback' | 'person' | 'voicemail' | 'anyone';

/** What the caller and the people who are rung do, and which branch Twilio takes. */
type CallerScript = Partial<Pick<CallOptions, 'people' | keyof CallScript | keyof VendorBranches>>;

/** How Twilio's REST API refuses some of its requests. */
export interface RestFault extends RestError {
  /** Such as `GET Calls/{sid}`. */
  readonly routes: readonly string[];
}

/** The part of a world that a case's script sees. */
export interface ScriptedWorld {
  readonly vapi: StandInVapi;
  readonly call: () => Promise<void>;
  readonly callTwice: () => Promise<void>;
}

/** One thing that goes wrong, and its expected result. */
export interface FaultCase {
  readonly name: string;
  readonly expected: Expected;
  /** How every `POST /call` fails. */
  readonly fault?: Fault;
  /** How the first `POST /call` fails, but no other. */
  readonly firstFault?: Fault;
  /** How every `GET /call/{id}` fails. */
  readonly lookupFault?: AnswerFault;
  /** What answers at `VAPI_BASE_URL` instead of the stand-in. */
  readonly apiAt?: NetworkFault;
  /** What answers at the address that calls are streamed to. */
  readonly streamAt?: NetworkFault;
  /** What answers at `TWILIO_API_BASE_URL`. */
  readonly restAt?: NetworkFault | RestFault;
  /** What answers where the tenant wants its notifications. */
  readonly notificationsAt?: NetworkFault | ReceiverMood;
  /** Webhooks that the tenant has to accept; copies count once. */
  readonly expectedNotifications?: number;
  /** How many `POST /call` requests are allowed if 2 are too few: the queue asks once per loop. */
  readonly maxPosts?: number;
  readonly expectedTexts?: number;
  readonly change?: (environment: DeployedEnvironment) => DeployedEnvironment;
  /** Changes what is deployed after a call's first webhook. */
  readonly laterChange?: (environment: DeployedEnvironment) => DeployedEnvironment;
  /** JavaScript that containers run before the Function. */
  readonly preload?: string;
  readonly from?: string;
  readonly to?: string;
  readonly caller?: CallerScript;
  /** How webhooks are delivered, by their paths. */
  readonly deliveries?: Readonly<Record<string, 'twice' | 'late'>>;
  /** Parameters of the webhook instead of Twilio's, or in addition. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The stream breaks, so silence after it counts as silence, whatever was said before. */
  readonly continues?: boolean;
  /**
   * Paths whose failing is the fault itself: Twilio then has to continue with the number's fallback
   * URL.
   */
  readonly brokenPaths?: readonly string[];
  /** The calls to place; one by default. */
  readonly script?: (world: ScriptedWorld) => Promise<void>;
}

export interface ListedCase extends FaultCase {
  readonly theme: Theme;
}

/**
 * Returns whether a case leaves its containers as it found them. People and messages alone do not
 * change them, and starting seven containers for each such case would take most of the suite's
 * time.
 */
export function canShareWorld({ theme, ...fault }: ListedCase): boolean {
  const own = [
    'change',
    'laterChange',
    'preload',
    'apiAt',
    'streamAt',
    'restAt',
    'notificationsAt',
  ];
  return theme === 'fallbacks' && !own.some((name) => name in fault);
}

/** Returns the case with its fault on the first `POST /call` only: the assistant has to answer. */
export function onlyOnce({ fault, name, ...rest }: FaultCase): FaultCase {
  return {
    ...rest,
    name: `${name}, once`,
    expected: 'assistant',
    ...(fault === undefined ? {} : { firstFault: fault }),
  };
}
