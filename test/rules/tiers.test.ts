import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inProject } from '../../build/project';

const { projects } = createRequire(__filename)('../../jest.config.cjs') as {
  projects: { displayName: string; roots: string[]; testPathIgnorePatterns?: string[] }[];
};
const read = (name: string) => readFileSync(inProject(name), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const tests = readdirSync(inProject('test'), { recursive: true, encoding: 'utf8' })
  .map((file) => path.posix.join('test', file.split(path.sep).join('/')))
  .filter((file) => file.endsWith('.ts'));

/** Names the tiers whose folders hold a file. */
const tiersOf = (file: string) =>
  projects
    .filter(({ roots, testPathIgnorePatterns = [] }) => {
      const lies = (folder: string) => `<rootDir>/${file}`.startsWith(folder);
      return roots.some(lies) && !testPathIgnorePatterns.some(lies);
    })
    .map(({ displayName }) => displayName);

describe('the two tiers of tests', () => {
  it('hold each file once', () => {
    const wrong = tests.filter((file) => tiersOf(file).length !== 1);

    expect(tests.length).toBeGreaterThan(150);
    expect(wrong).toEqual([]);
  });

  it('are all that CI runs, each once', () => {
    const commands = read('.ci/run').match(/^npm .*/gm);

    expect(commands).toEqual(['npm ci', 'npm run check', 'npm test', 'npm run test:e2e']);
    expect(scripts['test:full']).toBe('npm test && npm run test:e2e');
    const selected = [scripts['test'], scripts['test:e2e']].map(
      (script) => /^jest --selectProjects (\w+) --ci(?: &&|$)/.exec(script ?? '')?.[1],
    );
    expect(selected).toEqual(projects.map(({ displayName }) => displayName));
  });

  it('leave the real tools and the browser to test:full', () => {
    const real = /from '(?:playwright-core|.*\/(?:rehearse\/deploy-tools|faults\/deploy-once))'/;
    const tiers = tests.filter((file) => real.test(read(file))).flatMap(tiersOf);

    expect(tiers.length).toBeGreaterThan(2);
    expect(new Set(tiers)).toEqual(new Set(['e2e']));
  });
});
