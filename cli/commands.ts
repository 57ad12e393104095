import type { Command } from './core/command';
import { callerFind } from './privacy/commands/caller-find';
import { callerForget } from './privacy/commands/caller-forget';
import { closedOff } from './incident/commands/closed-off';
import { closedOn } from './incident/commands/closed-on';
import { closedStatus } from './incident/commands/closed-status';
import { decide } from './setup/commands/decide';
import { doctor } from './setup/commands/doctor';
import { numbersApply } from './setup/commands/numbers-apply';
import { numbersDetach } from './setup/commands/numbers-detach';
import { numbersPlan } from './setup/commands/numbers-plan';
import { numbersRollback } from './setup/commands/numbers-rollback';
import { outageOff } from './incident/commands/outage-off';
import { outageOn } from './incident/commands/outage-on';
import { outageStatus } from './incident/commands/outage-status';
import { phone } from './setup/commands/phone';
import { probe } from './setup/commands/probe';
import { reconcile } from './history/commands/reconcile';
import { archive } from './history/commands/archive';
import { report } from './history/commands/report';
import { rollback } from './setup/commands/rollback';
import { smoke } from './setup/commands/smoke';
import { sweep } from './privacy/commands/sweep';
import { tenantsCheck } from './setup/commands/tenants-check';
import { tenantsHours } from './setup/commands/tenants-hours';
import { tenantsImportHours } from './setup/commands/tenants-import-hours';
import { tenantsSecret } from './setup/commands/tenants-secret';
import { tenantsTest } from './setup/commands/tenants-test';
import { usage } from './history/commands/usage';
import { watch } from './incident/commands/watch';

/** Every command by the words that call it. */
export const commands: Readonly<Record<string, Command>> = {
  doctor,
  'tenants check': tenantsCheck,
  'tenants hours': tenantsHours,
  'tenants import-hours': tenantsImportHours,
  'tenants secret': tenantsSecret,
  'tenants test': tenantsTest,
  decide,
  'numbers plan': numbersPlan,
  'numbers apply': numbersApply,
  'numbers detach': numbersDetach,
  'numbers rollback': numbersRollback,
  reconcile,
  watch,
  report,
  usage,
  archive,
  smoke,
  probe,
  phone,
  rollback,
  'caller find': callerFind,
  'caller forget': callerForget,
  sweep,
  'outage on': outageOn,
  'outage off': outageOff,
  'outage status': outageStatus,
  'closed on': closedOn,
  'closed off': closedOff,
  'closed status': closedStatus,
};
