import type { Secret } from '../config/secret';
import type { Tenant } from '../tenants/tenant';
import type { EventsServerOptions } from '../vapi/events-server';

/** What taking Vapi's messages needs besides the tenant. */
export interface EventsEndpoint {
  /** Where Vapi sends them; undefined where our own address is not known. */
  readonly eventsUrl: string | undefined;
  readonly secret: Secret | undefined;
}

/**
 * Returns where Vapi reports of a tenant's call; undefined where the assistant's own server is told, a
 * workflow answers, which takes no server, or we could not tell Vapi from a stranger.
 */
export function offerEvents(
  { id, ownServer, assistant }: Tenant,
  { eventsUrl, secret }: EventsEndpoint,
): EventsServerOptions | undefined {
  if (ownServer || assistant?.kind === 'workflow') return undefined;
  if (eventsUrl === undefined || secret === undefined) return undefined;
  return { eventsUrl, secret, tenantId: id };
}
