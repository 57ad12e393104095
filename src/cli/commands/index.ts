import type { Command } from '../command';
import { doctor } from './doctor';
import { tenantsCheck } from './tenants-check';

/** Every command by the words that call it. */
export const commands: Readonly<Record<string, Command>> = {
  doctor,
  'tenants check': tenantsCheck,
};
