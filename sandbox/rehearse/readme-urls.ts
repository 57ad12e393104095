/** A row of the README's table of URLs. */
export interface DocumentedUrl {
  readonly path: string;
  readonly access: string;
}

/** Returns the rows of the README's table of URLs. */
export function parseUrlTable(readme: string): DocumentedUrl[] {
  return [...readme.matchAll(/^\| `(\/[\w/-]+)` +\| (\w+) +\|/gm)].map(
    ([, path = '', access = '']) => ({ path, access }),
  );
}

/** Returns the paths that the README calls public. */
export function listPublicUrls(readme: string): string[] {
  return parseUrlTable(readme)
    .filter(({ access }) => access === 'public')
    .map(({ path }) => path);
}
