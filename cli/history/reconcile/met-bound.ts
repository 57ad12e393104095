/** A bound of a tenant that was met, or a limit that is near or met, by the Functions' log. */
export interface MetBound {
  readonly tenantId: string;
  /** Its name in docs/reference.md; of a limit that is near, `near …`. */
  readonly bound: string;
  /** A limit is the tenant's own, and a bound the project's. */
  readonly kind: 'bound' | 'limit';
  readonly atMs: number;
}

/** Returns what a log entry names; undefined if it is about something else. */
export function findMetBound(
  { event, tenantId, bound, limit }: Readonly<Record<string, unknown>>,
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
    default:
      return undefined;
  }
}
