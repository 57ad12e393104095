import { readdirSync, readFileSync } from 'node:fs';
import { inProject } from '../../build/project';

/** What serves or deploys the operator's own tenants, and so may read them and their variables. */
const MAY_READ = [
  'sandbox/project/sandbox-project.ts',
  'sandbox/rehearse/rehearse.ts',
  'sandbox/start.ts',
];

/** How the operator's files are reached. */
const READS_OWN =
  /\b(?:ownAssetsFolder|distFolder)\b|await build\(\)|inProject\('(?:\.env'|dist\b|src\/assets|src', 'assets)/;

describe("the operator's tenants and .env", () => {
  const files = ['bench', 'sandbox', 'test'].flatMap((folder) =>
    readdirSync(inProject(folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${folder}/${file}`)
      .filter((file) => file !== 'test/rules/own-tenants.test.ts'),
  );

  it('are read by no test, demo or bench (O1)', () => {
    const readers = files.filter((file) => READS_OWN.test(readFileSync(inProject(file), 'utf8')));

    expect(files.length).toBeGreaterThan(300);
    expect(readers.filter((file) => !MAY_READ.includes(file))).toEqual([]);
  });
});
