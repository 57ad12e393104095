import type { ReportData } from '../../../../cli/history/report/report-data';
import { findRecordedTenant } from '../../../../cli/history/reconcile/recorded-tenant';
import type { VapiRow } from '../../../../cli/history/reconcile/call-rows';
import { ReconcileWorld } from './reconcile-world';

let world: ReconcileWorld;
beforeEach(async () => {
  world = await ReconcileWorld.start();
});
afterEach(() => world.stop());

jest.setTimeout(60_000);

const HOUR_MS = 60 * 60_000;
const [OF_DENTAL, OF_LEGAL] = ['+12025550101', '+12025550103'];
let sids = 0;

/** Where a tenant may be told. */
interface Recorded {
  readonly ofFile: string;
  readonly atVapi: readonly (string | undefined)[];
  readonly inLog?: string;
}

/** Adds a call of an hour ago that the assistant answered, as the tenant who had the number then. */
function addCall(to: string, tenantId: string): void {
  sids += 1;
  const sid = `CA${String(sids).padStart(32, '0')}`;
  const startMs = Math.floor((Date.now() - HOUR_MS) / 1_000) * 1_000;
  const call = { createdMs: startMs, startMs, durationSeconds: 60, status: 'completed' };
  const time = (afterMs: number) => new Date(startMs + afterMs).toISOString();
  world.load({
    twilioCalls: [{ ...call, sid, from: '+12125550100', to, direction: 'inbound', price: '-0.01' }],
    recordings: [],
    logEntries: [],
    vapiCalls: [
      {
        id: `11111111-0000-7000-8000-${String(sids).padStart(12, '0')}`,
        createdAt: time(1_000),
        startedAt: time(2_000),
        endedAt: time(60_000),
        endedReason: 'customer-ended-call',
        status: 'ended',
        cost: 0.5,
        metadata: { callSid: sid, tenantId },
      },
    ],
  });
}

async function report(...words: readonly string[]) {
  const { data } = await world.runJson<ReportData>('report', '--since', '24h', ...words);
  return {
    calls: data.total.calls,
    costUsd: data.total.vapiCostUsd,
    tenants: Object.fromEntries(data.tenants.map(({ tenantId, calls }) => [tenantId, calls])),
  };
}

describe('the tenant of a call', () => {
  it('is the one that had the number when the call came (O2)', async () => {
    addCall(OF_DENTAL, 'dental');
    addCall(OF_DENTAL, 'legal');
    addCall(OF_DENTAL, 'legal');

    const [all, dental, legal] = [
      await report(),
      await report('--tenant', 'dental'),
      await report('--tenant', 'legal'),
    ];

    expect(all).toEqual({ calls: 3, costUsd: 1.5, tenants: { dental: 1, legal: 2 } });
    expect(dental).toEqual({ calls: 1, costUsd: 0.5, tenants: { dental: 1 } });
    expect(legal).toEqual({ calls: 2, costUsd: 1, tenants: { legal: 2 } });
  });

  it('stays in the totals when tenant and number have left the file (O2)', async () => {
    addCall(OF_DENTAL, 'dental');
    addCall(OF_LEGAL, 'legal');
    world.writeTenants({ dental: [OF_DENTAL] });

    expect(await report()).toEqual({ calls: 2, costUsd: 1, tenants: { dental: 1, legal: 1 } });
  });

  it.each<[string, Recorded, string]>([
    ['Vapi, whatever the log says', { ofFile: 'b', atVapi: ['a'], inLog: 'c' }, 'a'],
    ['the log', { ofFile: 'b', atVapi: [], inLog: 'c' }, 'c'],
    ['the file, where nothing is recorded', { ofFile: 'b', atVapi: [undefined] }, 'b'],
    ['the file, where the Functions knew none', { ofFile: 'b', atVapi: ['default'] }, 'b'],
    ['nobody in the file either', { ofFile: '', atVapi: ['default'] }, 'default'],
    ['nobody', { ofFile: '', atVapi: [] }, ''],
  ])('is that of %s (O2)', (_case, { ofFile, atVapi, inLog }, tenantId) => {
    const vapi = atVapi.map((id) => ({ tenantId: id }) as VapiRow);

    const found = findRecordedTenant({ twilio: { tenantId: ofFile }, vapi }, { tenantId: inLog });

    expect(found).toBe(tenantId);
  });
});

describe('the list of calls at Twilio', () => {
  const listRequests = () =>
    world.api.listRequests().filter(({ target }) => /\/Calls\.json\?/.test(target));

  it('is one of the whole account for many numbers, and finds the same (O7)', async () => {
    addCall(OF_DENTAL, 'dental');
    addCall('+12025550199', 'gone');
    addCall('+12025550999', 'gone');
    const numbers = Array.from({ length: 60 }, (_item, index) => `+120255501${index + 10}`);
    world.writeTenants({ dental: [OF_DENTAL], large: numbers });

    const found = await report();

    expect(found).toEqual({ calls: 3, costUsd: 1.5, tenants: { dental: 1, gone: 2, large: 0 } });
    expect(listRequests()).toHaveLength(1);
  });

  it('is one of each number for a few (O7)', async () => {
    await report();

    expect(listRequests()).toHaveLength(3);
  });
});
