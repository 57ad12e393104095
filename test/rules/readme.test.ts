import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../build/project';
import { publicPaths } from '../../src/twilio/urls';

const readme = readFileSync(inProject('README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

describe("the README's table of URLs", () => {
  it('lists exactly the Functions that are built, with their access', () => {
    const rows = [...readme.matchAll(/^\| `(\/[\w/-]+)` +\| (\w+) +\|/gm)].map(
      ([, url, access]) => `${url} ${access}`,
    );
    const folder = inProject('.switchboard', 'test', 'functions');
    const built = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .map((file) => {
        const [, url, access] = /^(.*?)(?:\.(protected|private))?\.js$/.exec(file) ?? [];
        return `/${url?.split(path.sep).join('/')} ${access ?? 'public'}`;
      });

    expect(rows.sort()).toEqual(built.sort());
    expect(built.filter((row) => row.endsWith(' public'))).toEqual(
      publicPaths.map((url) => `${url} public`).sort(),
    );
  });
});

describe('the commands in README and CONTRIBUTING', () => {
  it.each(['README.md', 'CONTRIBUTING.md'])('of %s exist', (file) => {
    const text = readFileSync(inProject(file), 'utf8');
    const named = [...text.matchAll(/npm (?:run |(?=start|test))([\w:-]+)/g)].map(
      ([, name]) => name,
    );

    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !(name! in scripts))).toEqual([]);
  });
});

describe('links to files', () => {
  it.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'])('of %s lead somewhere', (file) => {
    const text = readFileSync(inProject(file), 'utf8');
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target!);
    const missing = targets.filter((target) => !existsSync(inProject(target)));

    expect(missing).toEqual([]);
  });
});
