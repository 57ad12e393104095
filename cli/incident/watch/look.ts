import type { Config } from '../../../src/config/config';
import { prepareSecrets } from '../../../src/log/redact';
import { CliError } from '../../core/cli-error';
import type { Deployment } from '../../core/deployment';
import type { TwilioRow } from '../../history/reconcile/call-rows';
import type { ChosenTenants } from '../../history/reconcile/choose-sources';
import type { KeyFailure } from '../../history/reconcile/key-failure';
import { collectCalls } from '../../history/reconcile/collect-calls';
import { readFunctionLog } from '../../history/reconcile/function-logs';
import { reconcileCalls } from '../../history/reconcile/reconcile-calls';
import { Spill } from '../../history/reconcile/spill';
import { createCallerTags } from '../../history/reconcile/tag-caller';
import { SLACK_MS } from '../../history/reconcile/time-window';
import type { TwilioClient } from '../../core/twilio-client';
import type { TenantLimit } from './read-limits';
import { CallCollector } from './signals';

export interface LookPlace {
  readonly projectFolder: string;
  readonly client: TwilioClient;
  readonly accountSid: string;
  readonly config: Config;
  readonly chosen: ChosenTenants;
  /** Whether only some tenants are watched. */
  readonly isPart: boolean;
  /** Finds the environment whose log is read; undefined = the log is not read. */
  readonly findDeployment: (() => Promise<Deployment>) | undefined;
  /** Returns how far tenants are with their limits. @throws {CliError} */
  readonly readLimits: (nowMs: number) => Promise<readonly TenantLimit[]>;
  /** Two watches that look at once need different names. */
  readonly name: string;
}

/** What a look saw, or why it saw nothing. */
export type Observation =
  | {
      readonly kind: 'seen';
      readonly collector: CallCollector;
      /** The tenants whose calls were looked for. */
      readonly tenantIds: ReadonlySet<string>;
      /** Keys that could not be asked: of their tenants' calls nothing is known. */
      readonly keyFailures: readonly KeyFailure[];
      /** Undefined = Sync did not say. */
      readonly limits?: readonly TenantLimit[] | undefined;
      /** Why not. */
      readonly limitsUnread?: string | undefined;
    }
  | { readonly kind: 'blind'; readonly why: string };

/** The next round tries again, so a few attempts are enough. */
const PATIENCE = { maxTries: 4 };

/**
 * Reads both sides for the time before now, joins and classifies; never throws a vendor's errors.
 */
export async function look(
  place: LookPlace,
  windowMs: number,
  nowMs: number,
): Promise<Observation> {
  const { projectFolder, chosen, config, client, accountSid, name } = place;
  const window = { fromMs: nowMs - windowMs, untilMs: nowMs };
  const parameters = [name, accountSid, config.vapi.baseUrl, chosen.numbers];
  const spill = Spill.open(projectFolder, parameters, { window, nowMs, isWanted: true });
  const collector = new CallCollector(chosen.doors.delaying);
  try {
    const failed = await collectCalls(spill, {
      client,
      accountSid,
      numbers: chosen.numbers,
      config,
      keys: chosen.keys,
      tagCaller: createCallerTags(spill.head.salt, false),
      patience: PATIENCE,
      // Orphans are ignored, because nobody asks what became of the older calls that they may
      // belong to.
      lookBackMs: SLACK_MS,
      show: () => undefined,
    });
    const keyFailures = [...chosen.unsetKeys, ...failed];
    const deployment = await place.findDeployment?.();
    const sink = {
      addCall: collector.add.bind(collector),
      addOrphan: () => undefined,
      addOther: () => undefined,
      addMetBound: collector.addMetBound.bind(collector),
    };
    const options = {
      tenantIds: chosen.tenantIds,
      doors: chosen.doors,
      isPart: place.isPart,
      keyFailures,
      readTraces:
        deployment &&
        ((calls: readonly TwilioRow[]) =>
          readFunctionLog({ client, deployment, calls, show: () => undefined })),
    };
    await reconcileCalls(spill, options, sink);
    const limits = await readLimitsOrWhy(place, nowMs);
    return { kind: 'seen', collector, tenantIds: chosen.tenantIds, keyFailures, ...limits };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    // It contains statuses and codes, which would be masked like phone numbers.
    const why = prepareSecrets(config.secretTexts).reduce(
      (text, secret) => text.replaceAll(secret, '[redacted]'),
      error.message,
    );
    return { kind: 'blind', why };
  } finally {
    spill.remove();
  }
}

/** What limits count is in Sync alone: without it, calls can still be watched. */
async function readLimitsOrWhy({ readLimits }: LookPlace, nowMs: number) {
  try {
    return { limits: await readLimits(nowMs) };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { limitsUnread: error.message };
  }
}
