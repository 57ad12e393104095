import type { Tenant } from '../tenants/tenant';
import type { EventsServerOptions } from '../vapi/events-server';

/** What receiving Vapi's messages needs besides the tenant. */
export interface EventsEndpoint {
  /** Where Vapi sends them; undefined if our own address is not known. */
  readonly eventsUrl: string | undefined;
  /** What Vapi shows us for this call; undefined where we could not tell it from a stranger. */
  readonly credential: string | undefined;
}

/**
 * Returns where Vapi reports about a tenant's call. Undefined if the assistant's own server gets
 * the messages, if a workflow answers (it accepts no server), or if we could not tell Vapi from a
 * stranger.
 */
export function offerEvents(
  { ownServer, assistant }: Tenant,
  { eventsUrl, credential }: EventsEndpoint,
): EventsServerOptions | undefined {
  if (ownServer || assistant?.kind === 'workflow') return undefined;
  if (eventsUrl === undefined || credential === undefined) return undefined;
  return { eventsUrl, credential };
}
