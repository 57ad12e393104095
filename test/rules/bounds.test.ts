import { readFileSync } from 'node:fs';
import { inProject } from '../../build/project';
import { bounds } from '../../src/config/bounds';

/** Rows of the table in docs/reference.md, as `name value`. */
function listRows(): string[] {
  const page = readFileSync(inProject('docs/reference.md'), 'utf8');
  const section = page.split('## Bounds\n')[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `(\w+)`\s+\| (\d+)\s+\| \S/gm)].map(
    ([, name, value]) => `${name} ${value}`,
  );
}

describe('the table of bounds in docs/reference.md', () => {
  it('has each bound, with its value, in order', () => {
    const known = Object.entries(bounds).map(([name, value]) => `${name} ${value}`);

    expect(listRows()).toEqual(known);
  });
});
