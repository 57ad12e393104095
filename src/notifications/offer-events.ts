import type { Secret } from '../config/secret';
import type { Tenant } from '../tenants/tenant';
import type { EventsServerOptions } from '../vapi/events-server';

/** What receiving Vapi's messages needs besides the tenant. */
export interface EventsEndpoint {
  /** Where Vapi sends them; undefined if our own address is not known. */
  readonly eventsUrl: string | undefined;
  readonly secret: Secret | undefined;
}

/**
 * Returns where Vapi reports about a tenant's call. Undefined if the assistant's own server gets
 * the messages, if a workflow answers (it accepts no server), or if we could not tell Vapi from a
 * stranger.
 */
export function offerEvents(
  { id, ownServer, assistant }: Tenant,
  { eventsUrl, secret }: EventsEndpoint,
): EventsServerOptions | undefined {
  if (ownServer || assistant?.kind === 'workflow') return undefined;
  if (eventsUrl === undefined || secret === undefined) return undefined;
  return { eventsUrl, secret, tenantId: id };
}
