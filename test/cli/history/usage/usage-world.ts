import { generateCallLogs, type CallLogs } from '../../../../sandbox/call-logs/generate-call-logs';
import type { CallKind } from '../../../../sandbox/call-logs/story-parts';
import type { LoggedMessage } from '../../../../sandbox/twilio/serverless/call-log-store';
import type { UsageData } from '../../../../cli/history/usage/usage-data';
import { ReconcileWorld, startVendors, tenants } from '../reconcile/reconcile-world';

export { tenants };

const HOUR_MS = 60 * 60_000;

/** What `--json` has as data. */
export type UsageJson = UsageData & { readonly files: readonly string[] };

/** A calendar month in UTC that is over, whatever day it is. */
export function lastMonth(nowMs = Date.now()) {
  const now = new Date(nowMs);
  const startOf = (back: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back);
  const [fromMs, untilMs] = [startOf(1), startOf(0)];
  return { name: new Date(fromMs).toISOString().slice(0, 7), fromMs, untilMs };
}

/** The world of reconcile, asked for the usage of a month. */
export class UsageWorld extends ReconcileWorld {
  static override async start(): Promise<UsageWorld> {
    return new UsageWorld(await startVendors());
  }

  /** Gives both vendors calls around the beginning and the end of the last month, and texts. */
  addMonth(seed: number, callCount: number, kinds?: readonly CallKind[]) {
    const { fromMs, untilMs } = lastMonth();
    const spans = [fromMs, untilMs].map((atMs) => {
      return { fromMs: atMs - 6 * HOUR_MS, untilMs: atMs + 6 * HOUR_MS };
    });
    const logs = spans.map((span, index) =>
      generateCallLogs({
        ...{ ...span, seed: seed + index, callCount: Math.ceil(callCount / 2) },
        tenants: this.calledTenants,
        ...(kinds === undefined ? {} : { kinds }),
      }),
    );
    for (const each of logs) this.load(each);
    const messages = buildMessages(untilMs);
    this.api.calls.messages.push(...messages);
    return { logs, messages };
  }

  usage(...words: readonly string[]) {
    return this.run('usage', ...words);
  }

  usageJson(...words: readonly string[]) {
    return this.runJson<UsageJson>('usage', '--month', lastMonth().name, ...words);
  }
}

/** Sent and received by tenants, by nobody, unbilled, failed, and after the month. */
function buildMessages(untilMs: number): LoggedMessage[] {
  const [dental, legal] = [tenants[0]!.numbers[0]!, tenants[1]!.numbers[0]!];
  const [caller, nobodys] = ['+12125550177', '+12125550188'];
  const sms = (index: number, parts: Partial<LoggedMessage>): LoggedMessage => ({
    sid: `SM${String(index).repeat(32)}`,
    from: dental,
    to: caller,
    body: 'canary text',
    sentMs: untilMs - index * HOUR_MS,
    ...parts,
  });
  return [
    sms(1, { price: '-0.00790' }),
    sms(2, { from: caller, to: legal, direction: 'inbound', price: '-0.00750' }),
    sms(3, { from: nobodys, price: '-0.00790' }),
    sms(4, { from: legal }),
    sms(5, { from: legal, status: 'failed' }),
    sms(6, { sentMs: untilMs, price: '-0.00790' }),
  ];
}

interface TrueUsage {
  calls: number;
  inboundMinutes: number;
  outgoingMinutes: number;
  vapiCalls: number;
  vapiSeconds: number;
  messages: number;
  vapiCost: bigint;
  twilioCost: bigint;
  unpriced: number;
}

/** Returns what each tenant truly used, from what was generated and without any code of the command. */
export function computeUsage(
  logs: readonly CallLogs[],
  messages: readonly LoggedMessage[],
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number } = lastMonth(),
): Record<string, TrueUsage> {
  const usage: Record<string, TrueUsage> = {};
  const of = (tenantId: string): TrueUsage =>
    (usage[tenantId] ??= {
      ...{ calls: 0, inboundMinutes: 0, outgoingMinutes: 0, vapiCalls: 0, vapiSeconds: 0 },
      ...{ messages: 0, vapiCost: 0n, twilioCost: 0n, unpriced: 0 },
    });
  const isIn = (ms: number) => ms >= fromMs && ms < untilMs;
  const owners = new Map(tenants.flatMap(({ id, numbers }) => numbers.map((each) => [each, id])));
  for (const { truth, twilioCalls, vapiCalls } of logs) {
    const ownerOfVapi = new Map(
      [...truth.values()].flatMap(({ vapiCallIds, tenantId }) =>
        vapiCallIds.map((id) => [id, tenantId] as const),
      ),
    );
    for (const call of twilioCalls.filter(({ startMs, createdMs }) => isIn(startMs ?? createdMs))) {
      const { durationSeconds = 0, direction, price } = call;
      const owner = truth.get(call.parentCallSid ?? call.sid)?.tenantId;
      const found = of(owner ?? owners.get(call.from) ?? '');
      const minutes = Math.ceil(durationSeconds / 60);
      if (direction === 'inbound') {
        found.calls += 1;
        found.inboundMinutes += minutes;
      } else found.outgoingMinutes += minutes;
      found.twilioCost += toBillionths(price ?? '0');
      const isCharged = durationSeconds > 0 || call.status === 'in-progress';
      if (price === undefined && isCharged) found.unpriced += 1;
    }
    for (const call of new Map(vapiCalls.map((each) => [each.id, each])).values()) {
      if (!isIn(Date.parse(call.createdAt))) continue;
      const found = of(ownerOfVapi.get(call.id) ?? tenantOf(call));
      const { cost } = call;
      const seconds = (timeOf(call, 'endedAt') - timeOf(call, 'startedAt')) / 1_000;
      found.vapiCalls += 1;
      if (!Number.isNaN(seconds)) found.vapiSeconds += seconds;
      if (typeof cost === 'number') found.vapiCost += toBillionths(String(cost));
      else found.unpriced += 1;
    }
  }
  for (const { from, to, direction, price, status, sentMs } of messages) {
    if (!isIn(sentMs)) continue;
    const found = of(owners.get(direction === 'inbound' ? to : from) ?? '');
    found.messages += 1;
    found.twilioCost += toBillionths(price ?? '0');
    if (price === undefined && status !== 'failed') found.unpriced += 1;
  }
  return usage;
}

const tenantOf = (call: Readonly<Record<string, unknown>>): string =>
  String((call['metadata'] as { tenantId?: string } | undefined)?.tenantId ?? '');

const timeOf = (call: Readonly<Record<string, unknown>>, name: string): number =>
  Date.parse(call[name] as string);

/** Reads a decimal without a float; a charge's sign is left out. */
export function toBillionths(text: string): bigint {
  const [, whole = '', fraction = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(text)!;
  return BigInt(whole + fraction.padEnd(9, '0'));
}

/** Returns the same figures as the command has told them. */
export function pickUsage({ tenants: told }: UsageData): Record<string, TrueUsage> {
  return Object.fromEntries(
    told.map((tenant) => [
      tenant.tenantId ?? '',
      {
        calls: tenant.calls,
        inboundMinutes: tenant.twilioInbound.startedMinutes,
        outgoingMinutes: tenant.twilioOutgoing.startedMinutes,
        vapiCalls: tenant.vapi.count,
        vapiSeconds: tenant.vapi.seconds,
        messages: tenant.messages,
        vapiCost: toBillionths(tenant.vapi.cost['USD'] ?? '0'),
        twilioCost: toBillionths(tenant.twilioCost['USD'] ?? '0'),
        unpriced: [
          tenant.vapi,
          tenant.twilioInbound,
          tenant.twilioOutgoing,
          tenant.twilioMessages,
        ].reduce((sum, { unpriced }) => sum + unpriced, 0),
      },
    ]),
  );
}
