import type { RehearsalAccount } from '../rest/account';
import type { ApplicationStore } from './application-store';
import type { CallLogStore } from './call-log-store';
import type { FunctionLogStore } from './function-log-store';
import type { PhoneNumberStore } from './phone-number-store';
import type { RefusalLog } from './refusal-log';
import type { ServerlessStore } from './serverless-store';
import type { WebhookConfiguration } from './webhook-configuration';

export interface ApiSettings {
  /** How long a build reports `building`. */
  readonly buildDurationMs: number;
  /** Entries per page when the client does not ask for a number. */
  readonly pageSize: number;
  /**
   * Whether a runtime handler that the platform does not offer is answered with a 400, as reported by
   * people who deployed, or lets the build fail later.
   */
  readonly handlerRefusalStage: 'request' | 'build';
}

export interface ApiState {
  readonly account: RehearsalAccount;
  readonly store: ServerlessStore;
  readonly phoneNumbers: PhoneNumberStore;
  readonly applications: ApplicationStore;
  readonly calls: CallLogStore;
  readonly syncMaps: Map<string, Map<string, object>>;
  /** The account's Services of Sync; here, they all hold the same Maps. */
  readonly syncServices: ReadonlySet<string>;
  readonly functionLogs: FunctionLogStore;
  readonly webhooks: WebhookConfiguration;
  readonly refusals: RefusalLog;
  readonly settings: ApiSettings;
}
