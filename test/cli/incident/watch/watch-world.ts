import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ReconcileWorld, startVendors, tenants } from '../../history/reconcile/reconcile-world';
import { callKinds } from '../../../../sandbox/call-logs/call-kinds';
import { generateCallLogs } from '../../../../sandbox/call-logs/generate-call-logs';
import { SeededRandom } from '../../../../sandbox/call-logs/seeded-random';
import type { CallKind } from '../../../../sandbox/call-logs/story-parts';
import { buildVapiRecord, type VapiRecordParts } from '../../../../sandbox/call-logs/vapi-record';
import { AlertReceiver } from './alert-receiver';

/** What `--json` has as data. */
export interface WatchData {
  readonly calls: number | null;
  readonly cannotLook: string | null;
  readonly remembered: string;
  readonly incidents: readonly {
    readonly kind: string;
    readonly tenantIds: readonly string[];
    readonly since: string;
    readonly isLogged: boolean;
  }[];
  readonly messages: readonly string[];
  readonly unsent: string | null;
}

/** How a call went, as far as a watch looks at it. */
export type Went = 'well' | 'slowly' | 'nowhere' | 'without-stream' | 'broken';

type RecordIds = Pick<VapiRecordParts, 'callSid' | 'caller' | 'tenantId'>;

/** The last digits of each caller's number, which nothing that is sent or printed may hold. */
const CALLER_START = 2_125_550_000;

/** Calls of the last minutes, and a webhook that wants to hear of them. */
export class WatchWorld extends ReconcileWorld {
  readonly receiver = new AlertReceiver();
  readonly #random = new SeededRandom(5);
  #callers = 0;

  static override async start(): Promise<WatchWorld> {
    const world = new WatchWorld(await startVendors());
    await world.receiver.start();
    world.env['SWITCHBOARD_ALERT_WEBHOOK_URL'] = world.receiver.url;
    return world;
  }

  override async stop(): Promise<void> {
    await this.receiver.stop();
    await super.stop();
  }

  /** Adds calls that began five minutes ago and have ended. */
  addRecentCalls(went: Went, count: number, tenantId = 'dental'): void {
    const startMs = Math.floor((Date.now() - 5 * 60_000) / 1_000) * 1_000;
    const to = tenants.find(({ id }) => id === tenantId)?.numbers[0] ?? '';
    for (let index = 0; index < count; index += 1) {
      const caller = `+1${CALLER_START + this.#callers}`;
      this.#callers += 1;
      const sid = `CA${this.#random.hex(32)}`;
      const call = { createdMs: startMs, startMs, durationSeconds: 60, status: 'completed' };
      this.load({
        twilioCalls: [{ ...call, sid, from: caller, to, direction: 'inbound' }],
        vapiCalls:
          went === 'nowhere'
            ? []
            : [this.#buildRecord(went, startMs, { callSid: sid, caller, tenantId })],
        recordings: [],
        logEntries: [],
      });
    }
  }

  /** Adds calls of the last minutes that went as these stories do. */
  addStories(count: number, isLogged: (kind: CallKind) => boolean): void {
    const nowMs = Date.now();
    const kinds = callKinds.filter(isLogged);
    const window = { fromMs: nowMs - 10 * 60_000, untilMs: nowMs - 60_000 };
    const options = { seed: 6, callCount: count, ...window, tenants: this.calledTenants, kinds };
    this.load(generateCallLogs(options));
  }

  #buildRecord(went: Went, startMs: number, ids: RecordIds) {
    const joinsAfterMs = went === 'slowly' ? 14_000 : 2_000;
    return buildVapiRecord(this.#random, {
      ...ids,
      createdMs: startMs + 1_000,
      startedMs: went === 'without-stream' ? undefined : startMs + joinsAfterMs,
      endedMs: startMs + (went === 'broken' ? 20_000 : 60_000),
      endedReason:
        went === 'broken' ? 'call.in-progress.error-vapifault-worker-died' : 'customer-ended-call',
      kept: 'all',
    });
  }

  watch(...words: readonly string[]) {
    return this.run('watch', ...words);
  }

  /** One round as cron has it. All is well at once, unless the words say otherwise. */
  once(...words: readonly string[]) {
    return this.runJson<WatchData>('watch', '--once', '--calm', '0s', ...words);
  }

  /** Where what was told is remembered. */
  get stateFolder(): string {
    return path.join(this.projectFolder, '.switchboard', 'watch');
  }

  listStateFiles(): string[] {
    return existsSync(this.stateFolder) ? readdirSync(this.stateFolder) : [];
  }
}

/** Ten digits in a row of any caller's number. */
export const CALLER_NUMBER = /212555\d{4}/;
