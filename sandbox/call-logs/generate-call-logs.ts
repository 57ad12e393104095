import type { CallClass } from '../../cli/history/reconcile/classify';
import type { LoggedCall, LoggedRecording } from '../twilio/serverless/call-log-store';
import type { ArchivedCall } from '../vapi/call-archive';
import { callKinds as allKinds } from './call-kinds';
import { SeededRandom } from './seeded-random';
import type { CallKind } from './story-parts';
import { buildVapiRecord, type KeptPlace, keptPlaces } from './vapi-record';

/** A tenant, and whether the tenant file gives it a front door that may end calls without Vapi. */
export interface CalledTenant {
  readonly id: string;
  readonly numbers: readonly string[];
  readonly mayEndCalls?: boolean;
}

export interface CallLogOptions {
  readonly seed: number;
  /** Inbound calls of the tenants; a few others are added. */
  readonly callCount: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly tenants: readonly CalledTenant[];
  /** How far Vapi's clock is ahead of Twilio's. */
  readonly vapiAheadMs?: number;
  /** Which stories are used; by default all. */
  readonly kinds?: readonly CallKind[];
  /** Whether calls come by day, and go well, as often as those of a real business. */
  readonly isUsual?: boolean;
}

/** Calls of both sides, and what they truly are. */
export interface CallLogs {
  readonly twilioCalls: LoggedCall[];
  readonly recordings: LoggedRecording[];
  readonly vapiCalls: ArchivedCall[];
  readonly logEntries: { readonly atMs: number; readonly message: string }[];
  readonly truth: Map<string, TrueCall>;
  /** Ids of calls at Vapi that waited in vain or belong to nobody. */
  readonly orphanIds: Set<string>;
  /** Calls at Vapi that do not concern us. */
  otherVapiCount: number;
}

export interface TrueCall {
  readonly callClass: CallClass;
  readonly callClassWithLogs: CallClass;
  readonly tenantId: string;
  readonly startMs: number;
  readonly vapiCallIds: readonly string[];
  readonly kind: CallKind;
}

/** Returns the same logs for the same options. */
export function generateCallLogs(options: CallLogOptions): CallLogs {
  const random = new SeededRandom(options.seed);
  const logs: CallLogs = {
    twilioCalls: [],
    recordings: [],
    vapiCalls: [],
    logEntries: [],
    truth: new Map(),
    orphanIds: new Set(),
    otherVapiCount: 0,
  };
  const { kinds: callKinds = allKinds } = options;
  const deck = callKinds.flatMap((kind) =>
    Array.from({ length: kind.weight * weigh(kind, options) }, () => kind),
  );
  for (let index = 0; index < options.callCount; index += 1) {
    const caller = `+1${String(2_120_000_000 + index)}`;
    // Every kind occurs, however few calls there are.
    const kind = callKinds[index] ?? random.pick(deck);
    // Nobody has called in the future.
    const latestMs =
      options.untilMs - (kind.durationSeconds + (kind.rangSeconds ?? 0) + 60) * 1_000;
    const startMs = pickStart(random, options, Math.max(options.fromMs, latestMs));
    const place = { startMs, caller, kept: random.pick(keptPlaces) };
    addCall(logs, options, random, { ...place, kind });
    // The same caller once more within a minute, both times without a number at Vapi.
    if (place.kept === 'none' && kind.vapi.length > 0 && index % 3 === 0) {
      addCall(logs, options, random, { ...place, startMs: startMs + 40_000, kind });
    }
  }
  for (let index = 0; index < options.callCount / 25; index += 1) {
    addOrphan(logs, options, random);
    addOthers(logs, options, random);
  }
  // A page may repeat an entry of the page before.
  for (const call of logs.vapiCalls.filter((_call, index) => index % 97 === 0)) {
    logs.vapiCalls.push(call);
  }
  return logs;
}

/** How busy each hour of the day is, in UTC. */
const BY_DAY = [1, 1, 1, 1, 1, 2, 4, 9, 16, 20, 19, 15, 12, 15, 18, 17, 13, 9, 6, 4, 3, 2, 1, 1];

/** Failures are frequent where they must be found, and rare in life. */
function weigh({ truth }: CallKind, { isUsual }: CallLogOptions): number {
  return isUsual === true && /^(answered|transferred|abandoned)/.test(truth) ? 12 : 1;
}

function pickStart(random: SeededRandom, options: CallLogOptions, latestMs: number): number {
  for (;;) {
    const startMs = random.whole(options.fromMs, latestMs);
    const busy = BY_DAY[new Date(startMs).getUTCHours()] ?? 0;
    if (options.isUsual !== true || random.whole(1, 20) <= busy) return startMs;
  }
}

interface Story {
  readonly kind: CallKind;
  readonly startMs: number;
  readonly caller: string;
  readonly kept: KeptPlace;
}

function addCall(
  logs: CallLogs,
  { tenants, vapiAheadMs = 0 }: CallLogOptions,
  random: SeededRandom,
  { kind, startMs: exactMs, caller, kept }: Story,
): void {
  // Twilio gives whole seconds.
  const startMs = Math.floor(exactMs / 1_000) * 1_000;
  const tenant = random.pick(tenants);
  const sid = `CA${random.hex(32)}`;
  const isQueued = kind.status === 'in-progress';
  logs.twilioCalls.push({
    sid,
    from: caller,
    to: random.pick(tenant.numbers),
    direction: 'inbound',
    status: kind.status,
    createdMs: startMs,
    startMs,
    ...(isQueued ? {} : { durationSeconds: kind.durationSeconds }),
    ...(kind.rangSeconds === undefined ? {} : { rangSeconds: kind.rangSeconds }),
    ...(wasBilled(kind) && startMs % 7_000 !== 0 ? { price: priceOf(kind.durationSeconds) } : {}),
  });
  const jitterMs = random.whole(0, 2_000);
  const at = (seconds: number) => startMs + Math.round(seconds * 1_000) + jitterMs + vapiAheadMs;
  const records = kind.vapi.map((part) =>
    buildVapiRecord(random, {
      callSid: sid,
      tenantId: tenant.id,
      caller,
      createdMs: at(part.atSeconds),
      startedMs:
        part.joinedAfterSeconds === undefined
          ? undefined
          : at(part.atSeconds + part.joinedAfterSeconds),
      endedMs: part.endedAtSeconds === undefined ? undefined : at(part.endedAtSeconds),
      endedReason: part.endedReason,
      kept: kept === 'none' && !isFoundByNumber(kind) ? 'external-id' : kept,
      ...(part.variables === undefined ? {} : { variables: part.variables }),
    }),
  );
  logs.vapiCalls.push(...records);
  for (const { id, endedReason } of records) {
    if (String(endedReason).endsWith('no-call-received')) logs.orphanIds.add(id);
  }
  addTraces(logs, random, { kind, sid, startMs, caller });
  logs.truth.set(sid, {
    callClass: findPlainClass(kind, tenant),
    callClassWithLogs: kind.truthWithLogs ?? kind.truth,
    tenantId: tenant.id,
    startMs,
    vapiCallIds: records.map(({ id }) => id),
    kind,
  });
}

/** Without the log, nobody knows whether a call failed or its tenant's front door ended it. */
function findPlainClass({ truth, vapi }: CallKind, { mayEndCalls = false }: CalledTenant) {
  const isUnclear = mayEndCalls && truth === 'never-reached-vapi' && vapi.length === 0;
  return isUnclear ? 'unknown' : truth;
}

/** Only one call at Vapi can be found by number and time, and only near the call's start. */
function isFoundByNumber({ vapi }: CallKind): boolean {
  return vapi.length === 1 && vapi.every(({ atSeconds }) => atSeconds < 20);
}

/** A call that was never answered has no price. */
function wasBilled({ status, durationSeconds }: CallKind): boolean {
  return status !== 'in-progress' && durationSeconds > 0;
}

const priceOf = (seconds: number): string => (-0.0085 * Math.ceil(seconds / 60)).toFixed(5);

function addTraces(
  logs: CallLogs,
  random: SeededRandom,
  { kind, sid, startMs, caller }: Pick<Story, 'kind' | 'startMs' | 'caller'> & { sid: string },
): void {
  const streamSid = `MZ${sid.slice(2)}`;
  for (const { atSeconds, event, outcome, errorCode, fields } of kind.log) {
    const failure = errorCode === undefined ? {} : { streamSid, errorCode: errorCode ?? undefined };
    const line = {
      level: 'info',
      event,
      message: 'A queue',
      callSid: sid,
      outcome,
      ...failure,
      ...fields,
    };
    logs.logEntries.push({ atMs: startMs + atSeconds * 1_000, message: JSON.stringify(line) });
  }
  if (kind.isRecorded === true) {
    logs.recordings.push({
      sid: `RE${random.hex(32)}`,
      callSid: sid,
      source: 'RecordVerb',
      startMs: startMs + 40_000,
      durationSeconds: 9,
    });
  }
  for (const { atSeconds, status, durationSeconds } of kind.people ?? []) {
    const rangMs = startMs + atSeconds * 1_000;
    logs.twilioCalls.push({
      sid: `CA${random.hex(32)}`,
      parentCallSid: sid,
      from: caller,
      to: '+12025550199',
      direction: 'outbound-dial',
      status,
      createdMs: rangMs,
      startMs: rangMs,
      durationSeconds,
      ...(durationSeconds > 0 && rangMs % 7_000 !== 0
        ? { price: (-0.014 * Math.ceil(durationSeconds / 60)).toFixed(5) }
        : {}),
    });
  }
}

/** A call at Vapi that names a call at Twilio which nobody knows. */
function addOrphan(logs: CallLogs, options: CallLogOptions, random: SeededRandom): void {
  const createdMs = random.whole(options.fromMs, options.untilMs - 120_000);
  const record = buildVapiRecord(random, {
    callSid: `CA${random.hex(32)}`,
    tenantId: random.pick(options.tenants).id,
    caller: '+12125550123',
    createdMs,
    endedMs: createdMs + 30_000,
    endedReason: 'call.in-progress.error-vapifault-transport-never-connected',
    kept: 'all',
  });
  logs.vapiCalls.push(record);
  logs.orphanIds.add(record.id);
}

/** What else an organisation and an account have: none of it may be counted. */
function addOthers(logs: CallLogs, options: CallLogOptions, random: SeededRandom): void {
  const createdMs = random.whole(options.fromMs, options.untilMs - 120_000);
  const iso = new Date(createdMs).toISOString();
  const foreign = { kept: 'all', callSid: `CA${random.hex(32)}`, caller: '+12125550124' } as const;
  logs.vapiCalls.push(
    { id: random.uuid(), createdAt: iso, type: 'webCall', status: 'ended' },
    { id: random.uuid(), createdAt: iso, type: 'outboundPhoneCall', status: 'ended' },
    buildVapiRecord(random, { ...foreign, tenantId: 'somebody-elses', createdMs }),
  );
  logs.otherVapiCount += 2;
  const call = { from: '+12125550125', status: 'completed', createdMs, startMs: createdMs };
  const to = random.pick(random.pick(options.tenants).numbers);
  const direction = random.pick(['outbound-api', 'outbound-dial'] as const);
  logs.twilioCalls.push({ ...call, sid: `CA${random.hex(32)}`, to, direction, durationSeconds: 9 });
}
