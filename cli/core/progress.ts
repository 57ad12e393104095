import type { Output } from './cli-io';

/** Shows what long work is doing. */
export interface Progress {
  /** Replaces the line that is shown. */
  readonly show: (text: string) => void;
  /** Removes the line. */
  readonly clear: () => void;
}

/** Returns a progress line on a terminal, and a silent one otherwise. */
export function createProgress(stream: Output): Progress {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  const eraseLine = '\r\u001b[K';
  return {
    show: (text) => void stream.write(eraseLine + text.slice(0, (stream.columns ?? 80) - 1)),
    clear: () => void stream.write(eraseLine),
  };
}
