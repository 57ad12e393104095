import type { Tenant } from './tenant';

/** Returns Twilio's name of the tenant's queue. */
export function nameQueue({ id, queue }: Tenant): string {
  return queue?.name ?? id;
}
