/** Music of ours, which the build adds to the assets. */
export const DEFAULT_MUSIC = 'hold-music.protected.wav';

/** Returns the address of a file of music among the assets; ours without one. */
export function musicUrl(file: string = DEFAULT_MUSIC): string {
  return `/${file.replace('.protected.', '.')}`;
}
