const WIDTH = 24;

/** Returns a bar for a progress line: `[######------------------] 25 %`. @param share 0 to 1 */
export function formatBar(share: number): string {
  const done = Math.round(Math.min(1, Math.max(0, share)) * WIDTH);
  return `[${'#'.repeat(done)}${'-'.repeat(WIDTH - done)}] ${Math.round((done / WIDTH) * 100)} %`;
}
