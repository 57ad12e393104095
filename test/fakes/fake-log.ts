import { createLogger, type Logger } from '../../src/log/logger';

/** A logger that keeps its entries, parsed. */
export function createFakeLog(secrets: readonly string[] = []): {
  readonly log: Logger;
  readonly entries: Record<string, unknown>[];
} {
  const entries: Record<string, unknown>[] = [];
  const log = createLogger((_level, line) => {
    entries.push(JSON.parse(line) as Record<string, unknown>);
  }, secrets);
  return { log, entries };
}
