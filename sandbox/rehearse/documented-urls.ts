import { readFileSync } from 'node:fs';
import { inProject } from '../../build/project';

/** A row of the table of URLs in docs/reference.md. */
export interface DocumentedUrl {
  readonly path: string;
  readonly access: string;
}

export function listDocumentedUrls(): DocumentedUrl[] {
  const reference = readFileSync(inProject('docs', 'reference.md'), 'utf8');
  return [...reference.matchAll(/^\| `(\/[\w/-]+)` +\| (\w+) +\|/gm)].map(
    ([, path = '', access = '']) => ({ path, access }),
  );
}

/** Returns the paths that the table calls public. */
export function listPublicUrls(): string[] {
  return listDocumentedUrls()
    .filter(({ access }) => access === 'public')
    .map(({ path }) => path);
}
