import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { CallLogs, TrueCall } from '../../../../sandbox/call-logs/generate-call-logs';
import type { ReportData } from '../../../../cli/history/report/report-data';
import type { JsonDocument } from '../../run-cli';
import { cliProgram } from '../../../setup/cli-program';
import { countWords, ReconcileWorld, startVendors, tenants } from '../reconcile/reconcile-world';

export { tenants };

/** What `--json` has as data. */
export type ReportJson = ReportData & { readonly files: readonly string[] };

/** The world of reconcile, asked for a report. */
export class ReportWorld extends ReconcileWorld {
  static override async start(): Promise<ReportWorld> {
    return new ReportWorld(await startVendors());
  }

  /** Runs it; in a process of its own where it draws, for jest cannot load what draws. */
  report(...words: readonly string[]) {
    const all = ['report', '--since', '24h', ...words];
    return words.includes('--html') ? this.runAlone(...all) : this.run(...all);
  }

  async reportJson(...words: readonly string[]) {
    const { stdout, exitCode } = await this.report(...words, '--json');
    return { ...(JSON.parse(stdout) as JsonDocument<ReportJson>), exitCode };
  }

  /** Runs it where no file may be larger, as on a disk that is full. */
  async runWithMemory(bytes: number, ...words: readonly string[]) {
    const { folder, processEnv } = this;
    const given = [cliProgram, 'report', '--since', '24h', ...words, '--project', folder];
    const child = spawn(
      '/bin/sh',
      ['-c', `ulimit -f ${bytes / 512}; exec "$0" "$@"`, process.execPath, ...given],
      { cwd: folder, env: processEnv, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const stderr = text(child.stderr);
    const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { exitCode, stderr: await stderr };
  }

  /** Reads what the command has written. */
  read(name: string): string {
    return readFileSync(path.join(this.folder, name), 'utf8');
  }

  /** Gives the tenants names of people's choosing. */
  nameTenants(names: Readonly<Record<string, string>>): void {
    const assistant = { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' };
    const named = tenants.map((tenant) => ({
      ...tenant,
      name: names[tenant.id] ?? tenant.id,
      assistant,
    }));
    this.write('src/assets/tenants.private.json', JSON.stringify({ tenants: named }));
  }
}

/** The figures that are compared with the truth. */
export interface TrueFigures {
  readonly calls: number;
  readonly answered: number;
  readonly fallback: number;
  readonly noAssistant: number;
  readonly transferOutcomes: Record<string, number>;
  readonly streamErrors: Record<string, number>;
  readonly medianToAnswer: number;
  readonly p95ToAnswer: number;
  readonly medianToJoin: number;
  readonly talkSeconds: number;
  /** Of calls that belong to one at Twilio: those to nobody cost nothing. */
  readonly vapiCostUsd: number;
  readonly twilioPrice: number;
  readonly hours: readonly number[];
}

interface TruthOptions {
  readonly tenantId?: string;
  readonly withLogs?: boolean;
  readonly timeZone?: string;
}

/** Returns what a report must say, from what was generated and without any code of the command. */
export function computeTruth(
  logs: CallLogs,
  { window }: Pick<ReportData, 'window'>,
  { tenantId, withLogs = false, timeZone = 'UTC' }: TruthOptions = {},
): TrueFigures {
  const records = new Map(logs.vapiCalls.map((call) => [call.id, call]));
  const legs = new Map(logs.twilioCalls.map((call) => [call.sid, call]));
  const isIn = ({ startMs, tenantId: owner }: TrueCall) =>
    startMs >= Date.parse(window.from) &&
    startMs <= Date.parse(window.until) &&
    (tenantId === undefined || owner === tenantId);
  const calls = [...logs.truth].filter(([, call]) => isIn(call));
  const classOf = (call: TrueCall) => (withLogs ? call.callClassWithLogs : call.callClass);
  const count = (...classes: string[]) =>
    calls.filter(([, call]) => classes.includes(classOf(call))).length;
  const time = (record: { readonly [name: string]: unknown } | undefined, name: string) =>
    Date.parse(String(record?.[name]));
  const joined = calls.flatMap(([, call]) => {
    const first = call.vapiCallIds
      .map((id) => records.get(id))
      .find((record) => record?.['startedAt'] !== undefined);
    return first === undefined ? [] : [{ startMs: call.startMs, first }];
  });
  const own = calls.flatMap(([, call]) => call.vapiCallIds.map((id) => records.get(id)));
  const hours = Array.from({ length: 24 }, () => 0);
  for (const [, { startMs }] of calls) hours[hourIn(timeZone, startMs)]! += 1;
  return {
    calls: calls.length,
    answered: count('answered-by-assistant', 'transferred'),
    fallback: count('ended-in-fallback'),
    noAssistant: count('never-reached-vapi', 'reached-vapi-no-stream'),
    transferOutcomes: countWords(calls.map(([, { kind }]) => transferOf(kind, withLogs))),
    streamErrors: countWords(
      calls.map(([, { kind }]) => {
        const [failure] = kind.log.filter(({ event }) => event === 'stream.failed');
        return failure === undefined || !withLogs
          ? undefined
          : String(failure.errorCode ?? 'unknown');
      }),
    ),
    medianToAnswer: rank(
      0.5,
      joined.map((each) => time(each.first, 'startedAt') - each.startMs),
    ),
    p95ToAnswer: rank(
      0.95,
      joined.map((each) => time(each.first, 'startedAt') - each.startMs),
    ),
    medianToJoin: rank(
      0.5,
      joined.map(({ first }) => time(first, 'startedAt') - time(first, 'createdAt')),
    ),
    talkSeconds: sum(
      own.map((record) => (time(record, 'endedAt') - time(record, 'startedAt')) / 1_000),
    ),
    vapiCostUsd: sum(own.map((record) => Number(record?.['cost'] ?? 0))),
    twilioPrice: sum(calls.map(([sid]) => -Number(legs.get(sid)?.price ?? 0))),
    hours,
  };
}

function hourIn(timeZone: string, ms: number): number {
  return Number(new Date(ms).toLocaleTimeString('en-GB', { timeZone }).slice(0, 2));
}

function transferOf(kind: TrueCall['kind'], withLogs: boolean): string | undefined {
  const reported = kind.vapi.find(({ variables }) => variables?.['transferOutcome'] !== undefined);
  const word = reported?.variables?.['transferOutcome'];
  return typeof word === 'string' ? word : withLogs ? kind.loggedTransfer : undefined;
}

/** The smallest value that so large a share does not exceed, in seconds. */
function rank(share: number, valuesMs: number[]): number {
  const sorted = valuesMs.sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1]! / 1_000;
}

const sum = (values: readonly number[]): number =>
  values.filter((value) => !Number.isNaN(value)).reduce((total, value) => total + value, 0);

/** Returns the same figures as the command has told them. */
export function pickFigures(data: ReportData, tenantId?: string): TrueFigures {
  const figures =
    tenantId === undefined
      ? data.total
      : data.tenants.find((tenant) => tenant.tenantId === tenantId)!;
  return {
    calls: figures.calls,
    answered: figures.answered,
    fallback: figures.outcomes.fallback,
    noAssistant: figures.outcomes['no-assistant'],
    transferOutcomes: figures.transferOutcomes,
    streamErrors: figures.streamErrors ?? {},
    medianToAnswer: figures.secondsToAnswer.median!,
    p95ToAnswer: figures.secondsToAnswer.p95!,
    medianToJoin: figures.secondsToJoin.median!,
    talkSeconds: figures.talkSeconds,
    vapiCostUsd: figures.vapiCostUsd,
    twilioPrice: figures.twilioPrices['USD']!,
    hours: data.callsByHour.map(({ calls }) => calls),
  };
}

/** Compares; sums of money and time up to the digits that are told. */
export function expectTruth(found: TrueFigures, truth: TrueFigures): void {
  const { talkSeconds, vapiCostUsd, twilioPrice, ...exact } = truth;
  expect(found).toMatchObject(exact);
  expect(found.talkSeconds).toBe(Math.round(talkSeconds));
  expect(found.vapiCostUsd).toBeCloseTo(vapiCostUsd, 3);
  expect(found.twilioPrice).toBeCloseTo(twilioPrice, 3);
}
