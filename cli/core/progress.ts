import type { Output } from './cli-io';

/** Shows what long work is doing. */
export interface Progress {
  /** Replaces the line that is shown. */
  readonly show: (text: string) => void;
  /** Takes the line away. */
  readonly clear: () => void;
}

/** Returns a progress line on a terminal, or a silent one where that is no terminal. */
export function createProgress(stream: Output): Progress {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  const eraseLine = '\r\u001b[K';
  return {
    show: (text) => void stream.write(eraseLine + text.slice(0, (stream.columns ?? 80) - 1)),
    clear: () => void stream.write(eraseLine),
  };
}
