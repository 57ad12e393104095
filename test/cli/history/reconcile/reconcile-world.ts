import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { callKinds } from '../../../../sandbox/call-logs/call-kinds';
import {
  type CalledTenant,
  type CallLogs,
  generateCallLogs,
} from '../../../../sandbox/call-logs/generate-call-logs';
import type { CallKind } from '../../../../sandbox/call-logs/story-parts';
import { buildOrganisation } from '../../../../sandbox/project/sandbox-project';
import { makeSid } from '../../../../sandbox/twilio/formats/sid';
import { TwilioApi } from '../../../../sandbox/twilio/serverless/twilio-api';
import { StandInVapi } from '../../../../sandbox/vapi/stand-in-vapi';
import { callClasses, type CallClass } from '../../../../cli/history/reconcile/classify';
import type { Example } from '../../../../cli/history/reconcile/tally';
import { cliProgram } from '../../../setup/cli-program';
import { deployEnvironment } from '../../deploy-environment';
import { CliWorld } from '../../run-cli';

/** What `--json` has as data. */
export interface ReconcileData {
  readonly window: { readonly from: string; readonly until: string };
  readonly isResumed: boolean;
  readonly twilioCalls: number;
  readonly otherVapiCalls: number;
  readonly joinedByNumber: number;
  readonly classes: Readonly<
    Record<
      CallClass,
      {
        readonly count: number;
        readonly share: number;
        readonly steps: Readonly<Record<string, number>>;
        readonly outcomes: Readonly<Record<string, number>>;
        readonly transferOutcomes: Readonly<Record<string, number>>;
        readonly examples: readonly Example[];
      }
    >
  >;
  readonly tenants: Readonly<Record<string, Readonly<Partial<Record<CallClass, number>>>>>;
}

export const tenants = [
  { id: 'dental', numbers: ['+12025550101', '+12025550102'] },
  { id: 'legal', numbers: ['+12025550103'] },
];

/** The key of a second organisation, for tenants that name it. */
const NORTH_KEY = 'canary-vapi-key-north-62';

const API_KEY = 'canary-vapi-key-reconcile-61';
const HOUR_MS = 60 * 60_000;

interface Vendors {
  readonly api: TwilioApi;
  readonly vapi: StandInVapi;
}

export async function startVendors(): Promise<Vendors> {
  const organisation = {
    ...buildOrganisation({ tenants: [], defaults: {} }),
    apiKey: API_KEY,
    otherApiKeys: [NORTH_KEY],
  };
  return { api: await TwilioApi.start(), vapi: await StandInVapi.start({ organisation }) };
}

/** Stand-ins of both vendors with calls of the past, and a project whose tenants had them. */
export class ReconcileWorld extends CliWorld {
  protected constructor({ api, vapi }: Vendors) {
    super(api);
    this.vapi = vapi;
    this.env['VAPI_API_KEY'] = API_KEY;
    this.env['VAPI_BASE_URL'] = vapi.apiUrl;
    this.writeTenants(Object.fromEntries(tenants.map(({ id, numbers }) => [id, numbers])));
    deployEnvironment(api);
  }

  readonly vapi: StandInVapi;

  static override async start(): Promise<ReconcileWorld> {
    return new ReconcileWorld(await startVendors());
  }

  override async stop(): Promise<void> {
    await this.vapi.stop();
    await super.stop();
  }

  /** Gives a tenant a key of its own, VAPI_API_KEY_NORTH, and makes all that is read with it fail. */
  failKeyOf(tenantId: string, status = 503): void {
    this.env['VAPI_API_KEY_NORTH'] = NORTH_KEY;
    this.vapi.keyFaults.set(NORTH_KEY, { kind: 'status', status });
    const id = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
    const own = { assistantId: id, apiKeyEnv: 'VAPI_API_KEY_NORTH', phoneNumberId: id };
    const written = tenants.map((tenant) => ({
      ...tenant,
      name: tenant.id,
      assistant: tenant.id === tenantId ? own : { assistantId: id },
    }));
    this.write('src/assets/tenants.private.json', JSON.stringify({ tenants: written }));
  }

  #doorIds: readonly string[] = [];

  /** Gives tenants a front door that may end calls. @param partsOf its entries, by tenant */
  giveFrontDoors(partsOf: Readonly<Record<string, object>>): void {
    this.#doorIds = Object.keys(partsOf);
    this.writeTenants(Object.fromEntries(tenants.map(({ id, numbers }) => [id, numbers])), partsOf);
  }

  protected get calledTenants(): readonly CalledTenant[] {
    return tenants.map((tenant) => ({ ...tenant, mayEndCalls: this.#doorIds.includes(tenant.id) }));
  }

  /** Gives both vendors calls of the last day and a little more. */
  addCalls(
    seed: number,
    callCount: number,
    vapiAheadMs = 0,
    isLogged: (kind: CallKind) => boolean = () => true,
  ): CallLogs {
    const nowMs = Date.now();
    const logs = generateCallLogs({
      seed,
      callCount,
      fromMs: nowMs - 27 * HOUR_MS,
      untilMs: nowMs - 60_000 - Math.max(0, vapiAheadMs),
      tenants: this.calledTenants,
      vapiAheadMs,
      kinds: callKinds.filter(isLogged),
    });
    this.load(logs);
    return logs;
  }

  load(logs: Pick<CallLogs, 'twilioCalls' | 'recordings' | 'vapiCalls' | 'logEntries'>): void {
    const { calls, functionLogs, store } = this.api;
    calls.add(logs.twilioCalls);
    calls.recordings.push(...logs.recordings);
    this.vapi.archive.add(logs.vapiCalls);
    const [environment] = store.environments.values();
    const environmentSid = environment?.sid ?? '';
    functionLogs.add(
      logs.logEntries.map((line) => ({
        ...line,
        sid: makeSid('NO'),
        environmentSid,
        level: 'info',
      })),
    );
  }

  reconcile(...words: readonly string[]) {
    return this.run('reconcile', ...words);
  }

  reconcileJson(...words: readonly string[]) {
    return this.runJson<ReconcileData>('reconcile', ...words);
  }

  runInterrupted(isTime: () => boolean, ...words: readonly string[]): Promise<number | null> {
    return this.interrupt(isTime, 'reconcile', ...words);
  }

  /** Starts a command and interrupts it as soon as the condition holds. */
  interrupt(isTime: () => boolean, ...words: readonly string[]): Promise<number | null> {
    return this.#stop('SIGINT', isTime, words);
  }

  /** The same, with a signal that leaves the command no time to clean up. */
  async kill(isTime: () => boolean, ...words: readonly string[]): Promise<void> {
    await this.#stop('SIGKILL', isTime, words);
  }

  async #stop(
    signal: 'SIGINT' | 'SIGKILL',
    isTime: () => boolean,
    words: readonly string[],
  ): Promise<number | null> {
    const args = [cliProgram, ...words, '--project', this.projectFolder];
    const child = spawn(process.execPath, args, {
      cwd: this.folder,
      env: this.processEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    const timer = setInterval(() => {
      if (!isTime()) return;
      // Once: a second one ends the process before it can say 130.
      clearInterval(timer);
      child.kill(signal);
    }, 5);
    const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
    clearInterval(timer);
    await output;
    return exitCode;
  }

  /** Where a run keeps what it has read. */
  get spillFolder(): string {
    return path.join(this.projectFolder, '.switchboard', 'reconcile');
  }
}

export function countWords(words: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) if (word !== undefined) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** Returns how many calls of the window truly are of each class. */
export function countTruth(logs: CallLogs, data: ReconcileData, withLogs = false) {
  const [fromMs, untilMs] = [Date.parse(data.window.from), Date.parse(data.window.until)];
  const isIn = (ms: number) => ms >= fromMs && ms <= untilMs;
  const counts = Object.fromEntries(callClasses.map((name) => [name, 0])) as Record<
    CallClass,
    number
  >;
  const ownerStartMs = new Map<string, number>();
  for (const { callClass, callClassWithLogs, startMs, vapiCallIds } of logs.truth.values()) {
    for (const id of vapiCallIds) ownerStartMs.set(id, startMs);
    if (isIn(startMs)) counts[withLogs ? callClassWithLogs : callClass] += 1;
  }
  for (const { id, createdAt } of new Map(logs.vapiCalls.map((call) => [call.id, call])).values()) {
    if (logs.orphanIds.has(id) && isIn(ownerStartMs.get(id) ?? Date.parse(createdAt))) {
      counts['vapi-orphan'] += 1;
    }
  }
  return counts;
}

/** Returns how many calls the command found of each class. */
export function countFound(data: ReconcileData): Record<CallClass, number> {
  const entries = Object.entries(data.classes).map(([name, { count }]) => [name, count]);
  return Object.fromEntries(entries) as Record<CallClass, number>;
}
