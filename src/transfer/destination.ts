import type { Destination } from '../tenants/transfer-schema';
import type { Tenant } from '../tenants/tenant';
import type { TransferRound } from '../twilio/transfer-round';

/** Returns the people of a round; undefined where a newer deployment knows them no more. */
export function findDestination(
  { transfer }: Tenant,
  { destination: key }: Pick<TransferRound, 'destination'>,
): Destination | undefined {
  return transfer?.destinations.find((destination) => destination.key === key);
}
