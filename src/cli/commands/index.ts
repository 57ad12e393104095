import type { Command } from '../command';
import { rollback } from './rollback';
import { smoke } from './smoke';
import { tenantsCheck } from './tenants-check';

/** Every command by the words that call it. */
export const commands: Readonly<Record<string, Command>> = {
  'tenants check': tenantsCheck,
  smoke,
  rollback,
};
