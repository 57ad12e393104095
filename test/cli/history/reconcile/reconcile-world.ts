import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { callKinds } from '../../../../sandbox/call-logs/call-kinds';
import { type CallLogs, generateCallLogs } from '../../../../sandbox/call-logs/generate-call-logs';
import type { CallKind } from '../../../../sandbox/call-logs/story-parts';
import { buildOrganisation } from '../../../../sandbox/project/sandbox-project';
import { makeSid } from '../../../../sandbox/twilio/formats/sid';
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

const API_KEY = 'canary-vapi-key-reconcile-61';
const HOUR_MS = 60 * 60_000;

/** Stand-ins of both vendors with calls of the past, and a project whose tenants had them. */
export class ReconcileWorld {
  private constructor(
    readonly cli: CliWorld,
    readonly vapi: StandInVapi,
    readonly environmentSid: string,
  ) {
    cli.env['VAPI_API_KEY'] = API_KEY;
    cli.env['VAPI_BASE_URL'] = vapi.apiUrl;
    cli.writeTenants(Object.fromEntries(tenants.map(({ id, numbers }) => [id, numbers])));
  }

  static async start(): Promise<ReconcileWorld> {
    const cli = await CliWorld.start();
    const organisation = { ...buildOrganisation({ tenants: [], defaults: {} }), apiKey: API_KEY };
    const vapi = await StandInVapi.start({ organisation });
    deployEnvironment(cli.api);
    const [environment] = cli.api.store.environments.values();
    return new ReconcileWorld(cli, vapi, environment?.sid ?? '');
  }

  async stop(): Promise<void> {
    await this.vapi.stop();
    await this.cli.stop();
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
      tenants,
      vapiAheadMs,
      kinds: callKinds.filter(isLogged),
    });
    this.load(logs);
    return logs;
  }

  load(logs: Pick<CallLogs, 'twilioCalls' | 'recordings' | 'vapiCalls' | 'logEntries'>): void {
    const { calls, functionLogs } = this.cli.api;
    calls.add(logs.twilioCalls);
    calls.recordings.push(...logs.recordings);
    this.vapi.archive.add(logs.vapiCalls);
    const { environmentSid } = this;
    functionLogs.add(
      logs.logEntries.map((line) => ({
        ...line,
        sid: makeSid('NO'),
        environmentSid,
        level: 'info',
      })),
    );
  }

  run(...words: readonly string[]) {
    return this.cli.run('reconcile', ...words);
  }

  runJson(...words: readonly string[]) {
    return this.cli.runJson<ReconcileData>('reconcile', ...words);
  }

  runInterrupted(isTime: () => boolean, ...words: readonly string[]): Promise<number | null> {
    return this.interrupt(isTime, 'reconcile', ...words);
  }

  /** Starts a command and interrupts it as soon as the condition holds. */
  async interrupt(isTime: () => boolean, ...words: readonly string[]): Promise<number | null> {
    const child = spawn(
      process.execPath,
      [cliProgram, ...words, '--project', this.cli.projectFolder],
      {
        cwd: this.cli.folder,
        env: {
          PATH: process.env['PATH'],
          HTTP_PROXY: this.cli.api.proxyUrl,
          NODE_EXTRA_CA_CERTS: this.cli.api.caCertificateFile,
          ...this.cli.env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    const timer = setInterval(() => {
      if (!isTime()) return;
      // Once: a second one ends the process before it can say 130.
      clearInterval(timer);
      child.kill('SIGINT');
    }, 5);
    const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
    clearInterval(timer);
    await output;
    return exitCode;
  }

  /** Where a run keeps what it has read. */
  get spillFolder(): string {
    return path.join(this.cli.projectFolder, '.switchboard', 'reconcile');
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
