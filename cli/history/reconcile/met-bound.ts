/** A bound of a tenant that was met, by the Functions' log. */
export interface MetBound {
  readonly tenantId: string;
  /** Its name in docs/reference.md. */
  readonly bound: string;
  readonly atMs: number;
}

/** Returns the bound that a log entry names; undefined if it is about something else. */
export function findMetBound(
  { event, tenantId, bound }: Readonly<Record<string, unknown>>,
  createdAt: unknown,
): MetBound | undefined {
  const atMs = Date.parse(String(createdAt));
  if (event !== 'bound.met' || typeof bound !== 'string' || Number.isNaN(atMs)) return undefined;
  return { tenantId: typeof tenantId === 'string' ? tenantId : 'default', bound, atMs };
}
