import type { ReadConfig } from '../../../src/config/config';
import type { TenantFile } from '../../../src/tenants/schema';
import type { Deployment } from '../../core/deployment';
import type { AskPlainly, PlainAnswer } from '../../core/plain-http';
import type { CheckedReference } from '../../core/vapi/look-up';
import type { Fact } from './fact';
import type { LiveBuild } from './live-build';
import type { LocalBuild, ServedFile } from './local-build';
import type { WebhookRule } from './webhook-rules';

/** The parts of the project's manifest that checks look at. */
export interface Manifest {
  readonly engines?: { readonly node?: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The tenant file, and whether the project has one. */
export interface KnownTenants {
  /** Path below the project; undefined if VAPI_ASSISTANT_ID answers every call. */
  readonly file: string | undefined;
  readonly tenants: TenantFile;
}

/** The parts of a Twilio number that checks look at. */
export interface AccountNumber {
  readonly phoneNumber: string;
  readonly voiceUrl: string;
  readonly voiceMethod: string;
  readonly voiceFallbackUrl: string;
  readonly voiceApplicationSid: string;
  readonly trunkSid: string;
}

export interface TwilioAccess {
  readonly accountSid: string;
}

/** Everything that the checks look at, gathered once. */
export interface DoctorFacts {
  readonly now: Date;
  /** As in `process.version`. */
  readonly nodeVersion: string;
  readonly manifest: Manifest | undefined;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the project has a `.env`: then no fix may say to overwrite it. */
  readonly hasEnvironmentFile: boolean;
  /** What the deploy tools would upload; undefined without a `.env` and an example of it. */
  readonly uploaded: Readonly<Record<string, string>> | undefined;
  readonly config: ReadConfig;
  /** The runtime that .twilioserverlessrc asks for. */
  readonly wantedRuntime: string | undefined;
  readonly tenants: Fact<KnownTenants>;
  /** Vapi's answer for everything that is named; for a made-up id if nothing is. */
  readonly vapi: Fact<readonly CheckedReference[]>;
  readonly twilio: Fact<TwilioAccess>;
  readonly deployment: Fact<Deployment>;
  readonly numbers: Fact<readonly AccountNumber[]>;
  readonly webhookRules: Fact<readonly WebhookRule[]>;
  readonly liveBuild: Fact<LiveBuild>;
  /** The hash of the tenants that are live, as /health says. */
  readonly liveTenantsHash: Fact<string>;
  readonly localBuild: Fact<LocalBuild>;
  /** The Functions and, if the project was built, the assets that a deploy from here serves. */
  readonly served: readonly ServedFile[];
  /** Twilio's answer to a request without credentials, for its time. */
  readonly twilioAnswer: PlainAnswer | undefined;
  readonly askPlainly: AskPlainly;
}

/** Facts that only Vapi, Twilio or the deployed domain can tell. */
export type AskedFact = 'vapi' | AskedTwilioFact;

export type AskedTwilioFact =
  | 'twilio'
  | 'deployment'
  | 'numbers'
  | 'webhookRules'
  | 'liveBuild'
  | 'liveTenantsHash'
  | 'twilioAnswer';
