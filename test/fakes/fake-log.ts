import { createLogger, type Logger } from '../../src/log/logger';

/** A logger that keeps its lines, parsed. */
export function createFakeLog(secrets: readonly string[] = []): {
  readonly log: Logger;
  readonly lines: Record<string, unknown>[];
} {
  const lines: Record<string, unknown>[] = [];
  const log = createLogger((_level, line) => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
  }, secrets);
  return { log, lines };
}
