import type { Command } from '../command';
import { doctor } from './doctor';
import { numbersApply } from './numbers-apply';
import { numbersPlan } from './numbers-plan';
import { numbersRollback } from './numbers-rollback';
import { outageOff } from './outage-off';
import { outageOn } from './outage-on';
import { outageStatus } from './outage-status';
import { probe } from './probe';
import { reconcile } from './reconcile';
import { report } from './report';
import { rollback } from './rollback';
import { smoke } from './smoke';
import { tenantsCheck } from './tenants-check';
import { watch } from './watch';

/** Every command by the words that call it. */
export const commands: Readonly<Record<string, Command>> = {
  doctor,
  'tenants check': tenantsCheck,
  'numbers plan': numbersPlan,
  'numbers apply': numbersApply,
  'numbers rollback': numbersRollback,
  reconcile,
  watch,
  report,
  smoke,
  probe,
  rollback,
  'outage on': outageOn,
  'outage off': outageOff,
  'outage status': outageStatus,
};
