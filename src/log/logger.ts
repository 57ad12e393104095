import { prepareSecrets, redactFields } from './redact';

/** `info` and below go to stdout. Twilio raises an account alert for each `warn` and `error`. */
export type LogLevel = 'info' | 'warn' | 'error';

/**
 * Values of one log entry. Callers of the logger mask phone numbers; they are masked again on the way
 * out.
 */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes JSON entries: `level`, `event` (static dotted text), `message`, bound fields, own fields. */
export interface Logger {
  readonly info: (event: string, message: string, fields?: LogFields) => void;
  readonly warn: (event: string, message: string, fields?: LogFields) => void;
  readonly error: (event: string, message: string, fields?: LogFields) => void;
  /** Returns a logger that adds these fields to each of its log entries. */
  readonly with: (fields: LogFields) => Logger;
}

/** Takes a finished log entry. */
export type LogSink = (level: LogLevel, line: string) => void;

/** Writes to the console method of the level, which is what sets the level in Twilio's log. */
export const consoleSink: LogSink = (level, line) => {
  switch (level) {
    case 'error':
      return console.error(line);
    case 'warn':
      return console.warn(line);
    case 'info':
      return console.log(line);
  }
};

/**
 * Returns a logger whose entries contain none of the secrets, whatever it is given.
 * @param secrets Texts to remove wherever they occur, such as the API key.
 */
export function createLogger(
  sink: LogSink,
  secrets: readonly string[] = [],
  bound: LogFields = {},
): Logger {
  const removable = prepareSecrets(secrets);
  return bindLogger(sink, removable, redactFields(bound, removable));
}

/** @param bound Redacted once, not with every entry. */
function bindLogger(sink: LogSink, secrets: readonly string[], bound: LogFields): Logger {
  const write = (level: LogLevel) => (event: string, message: string, fields?: LogFields) => {
    // A field with one of these names must not replace the entry's own.
    const own = redactFields({ level, event, message }, secrets);
    const line = { ...own, ...bound, ...(fields && redactFields(fields, secrets)), ...own };
    sink(level, JSON.stringify(line));
  };
  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    with: (fields) => bindLogger(sink, secrets, { ...bound, ...redactFields(fields, secrets) }),
  };
}

/**
 * What a log may contain of a thrown value: its name, code and message, never its request or
 * headers.
 */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { error: error.name, detail: error.message, ...code };
}
