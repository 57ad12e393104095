import { viewTenant } from '../../console/view-tenant';
import { EVERY_CALL } from '../../src/config/outage';
import type { ClosedTenants } from '../../src/config/closed-by-hand';
import type { TenantEntry, TenantFile } from '../../src/tenants/schema';
import { nameQueue } from '../../src/tenants/queue-name';
import { NO_ENVIRONMENT, resolveTenant, type Tenant } from '../../src/tenants/tenant';
import type { LocalWorld } from '../project/call-order';
import type { BreakerView, FaultView, QueueView, WorldMessage } from '../../console/protocol';

/** What the console has set besides the calls. */
export interface Switches {
  /** What SWITCHBOARD_OUTAGE says now. */
  readonly outage: string;
  readonly closed: ClosedTenants;
  /** ISO 8601; undefined = now. */
  readonly clockAt: string | undefined;
}

const STOOD_IN = [
  'Real: your Functions, built as they are deployed and run by twilio-run; your tenants; every webhook, its signature and its TwiML; the WebSocket of the audio.',
  'Stood in for on this machine: Vapi, its assistants and its API; Twilio, its calls, queues, conferences and REST API; the people who are rung. Nothing leaves this machine.',
];

const REAL_VAPI = [
  'Real: Vapi and its assistants, with the key in .env: each call takes a slot and costs money. Also your Functions, run by twilio-run, and your tenants.',
  'Stood in for on this machine: Twilio’s calls. Queues, transfers, callbacks and messages need Twilio’s REST API, which knows nothing of these calls. Faults of Vapi cannot be simulated.',
];

/** Returns everything besides the calls, as it is now. */
export function buildWorld(
  world: LocalWorld,
  switches: Switches,
  faults: readonly FaultView[],
): WorldMessage {
  const { standIn, tenantFile, clock } = world;
  const { clockAt } = switches;
  const at = clockAt === undefined ? clock.now() : new Date(clockAt);
  const tenants = tenantFile.tenants.map((entry) => resolve(entry, tenantFile));
  const slots = standIn?.slotsOf();
  return {
    type: 'world',
    mode: standIn === undefined ? 'vapi' : 'stand-in',
    real: standIn === undefined ? REAL_VAPI : STOOD_IN,
    tenants: tenantFile.tenants.map((entry) =>
      viewTenant(entry, tenantFile.defaults, { at, byHand: switches.closed.get(entry.id) }),
    ),
    queues: viewQueues(tenants, world),
    slots: slots && { used: slots.used, total: slots.limit },
    breakers: viewBreakers(tenants, world),
    isOutageOn: switches.outage === EVERY_CALL,
    clockAt,
    faults,
  };
}

function resolve(entry: TenantEntry, { defaults }: TenantFile): Tenant {
  return resolveTenant(entry, defaults, NO_ENVIRONMENT);
}

function viewQueues(tenants: readonly Tenant[], { network }: LocalWorld): QueueView[] {
  return (network?.queues ?? []).map(({ friendlyName, members }) => ({
    tenantId: tenants.find((tenant) => nameQueue(tenant) === friendlyName)?.id ?? friendlyName,
    callers: members.map(({ callSid, leg, waitSeconds }) => {
      return { callSid, number: leg.parties.from, waitSeconds };
    }),
  }));
}

function viewBreakers(tenants: readonly Tenant[], { breakerLog }: LocalWorld): BreakerView[] {
  const keys = [...new Set(tenants.map(({ apiKeyEnv }) => apiKeyEnv))];
  return keys.map((apiKeyEnv) => {
    const users = tenants.filter((tenant) => tenant.apiKeyEnv === apiKeyEnv);
    const untilMs = breakerLog.findOpenUntil(
      apiKeyEnv,
      users.map(({ id }) => id),
    );
    if (untilMs === undefined) return { apiKeyEnv, state: 'closed' };
    if (untilMs <= breakerLog.nowMs()) return { apiKeyEnv, state: 'half-open' };
    return { apiKeyEnv, state: 'open', openUntil: new Date(untilMs).toISOString() };
  });
}
