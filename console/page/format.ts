const SECOND_MS = 1_000;

/** `+12025550143` → `+1 202 555 0143`; what is no number of North America stays as it is. */
export function formatNumber(number: string): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3');
}

/** `75000` → `1:15`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `1234` → `1.2 s`. */
export function formatSeconds(ms: number): string {
  return `${(ms / SECOND_MS).toFixed(1)} s`;
}

/** `340` → `340 ms`, `1340` → `1.3 s`. */
export function formatMs(ms: number): string {
  return ms < SECOND_MS ? `${Math.round(ms)} ms` : formatSeconds(ms);
}

/** `de-DE` → `German`; what is no language stays as it is. */
export function nameLanguage(language: string): string {
  const [family = ''] = language.split('-');
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(family) ?? language;
  } catch {
    return language;
  }
}

/** About as long as it takes to say the words. */
export function estimateSeconds(words: string): number {
  return Math.min(60, Math.max(1, Math.round(words.trim().split(/\s+/).length / 2.5)));
}
