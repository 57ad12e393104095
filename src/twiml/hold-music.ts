/** The built-in music, which the build adds to the assets. */
export const DEFAULT_MUSIC = 'hold-music.protected.wav';

/** Returns the address of a music file among the assets; the built-in one by default. */
export function musicUrl(file: string = DEFAULT_MUSIC): string {
  return `/${file.replace('.protected.', '.')}`;
}
