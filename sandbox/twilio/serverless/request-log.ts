/** One request that a tool made, and how it was answered. */
export interface LoggedRequest {
  readonly method: string;
  readonly host: string;
  /** Path and query, without credentials. */
  readonly target: string;
  readonly status: number;
  readonly userAgent: string;
  /** Names of the form's fields that were sent, without their values. */
  readonly fields: readonly string[];
}

/** Returns a line per kind of request with its number, sids replaced by their prefix, in order of appearance. */
export function summariseRequests(requests: readonly LoggedRequest[]): string[] {
  const counts = new Map<string, number>();
  for (const { method, host, target, status } of requests) {
    const line = `${method} ${host}${target.replace(/\b(Z[A-Z])[0-9a-f]{32}\b/g, '{$1}')} ${status}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line} (x${count})`));
}
