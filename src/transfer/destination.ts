import type { Destination } from '../tenants/transfer-schema';
import type { Tenant } from '../tenants/tenant';
import type { TransferRound } from '../twilio/transfer-round';

/**
 * Returns the people of a round; undefined if a newer deployment no longer has that destination.
 */
export function findDestination(
  { transfer }: Tenant,
  { destination: key }: Pick<TransferRound, 'destination'>,
): Destination | undefined {
  return transfer?.destinations.find((destination) => destination.key === key);
}
