/**
 * A bound of a tenant that was met, a limit that is near or met, or a text to a caller that failed, by the
 * Functions' log.
 */
export interface MetBound {
  readonly tenantId: string;
  /** Its name in docs/reference.md; of a limit that is near, `near …`; of a text, Twilio's error. */
  readonly bound: string;
  /** A limit is the tenant's own, and a bound the project's. */
  readonly kind: 'bound' | 'limit' | 'text';
  readonly atMs: number;
}

/** Returns what a log entry names; undefined if it is about something else. */
export function findMetBound(
  { event, tenantId, bound, limit, errorCode }: Readonly<Record<string, unknown>>,
  createdAt: unknown,
): MetBound | undefined {
  const atMs = Date.parse(String(createdAt));
  if (Number.isNaN(atMs)) return undefined;
  const of = { tenantId: typeof tenantId === 'string' ? tenantId : 'default', atMs };
  switch (event) {
    case 'bound.met':
      return typeof bound === 'string' ? { ...of, bound, kind: 'bound' } : undefined;
    case 'limit.met':
      return typeof limit === 'string' ? { ...of, bound: limit, kind: 'limit' } : undefined;
    case 'limit.near':
      return typeof limit === 'string'
        ? { ...of, bound: `near ${limit}`, kind: 'limit' }
        : undefined;
    case 'text.refused':
    case 'text.undelivered': {
      const code = typeof errorCode === 'number' ? String(errorCode) : 'unknown';
      return { ...of, bound: code, kind: 'text' };
    }
    default:
      return undefined;
  }
}
