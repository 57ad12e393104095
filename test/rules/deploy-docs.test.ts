import { readFileSync } from 'node:fs';
import { inProject } from '../../build/project';

const read = (page: string) => readFileSync(inProject(page), 'utf8');
const PAGES = ['README.md', 'docs/go-live.md', 'docs/operations.md', 'docs/reference.md'];
const DEPLOY = 'npm run deploy\n';

/** The code blocks for a shell, each with the page's text before it. */
const listBlocks = (page: string) =>
  [...read(page).matchAll(/```bash\n(.*?)```/gs)].map(({ index, 1: code = '' }) => ({
    code: code.replace(/ +#.*$/gm, ''),
    before: read(page).slice(0, index).split('\n## ').at(-1)!,
  }));

describe('the pages about deploying', () => {
  it.each(PAGES)('%s says to which environment it deploys before the command (N9)', (page) => {
    const blocks = listBlocks(page).filter(({ code }) => code.includes(DEPLOY));

    expect(blocks.length).toBeGreaterThan(0);
    for (const { before } of blocks) expect(before).toContain('the environment `dev`');
  });

  it.each(PAGES)('%s has the command that deploys to production (N9)', (page) => {
    expect(read(page)).toContain('npm run deploy -- --production');
  });

  it.each([...PAGES, 'docs/numbers.md'])(
    '%s tries a deployment before numbers point there (N9)',
    (page) => {
      const text = read(page);

      expect(text).toMatch(/smoke/);
      expect(text.search(/\bsmoke\b/)).toBeLessThan(text.search(/^npm run .*numbers apply/m));
    },
  );
});

describe('VAPI_PHONE_NUMBER_ID', () => {
  it('is required where settings are described, because Vapi refuses calls without one (N9)', () => {
    const block = read('.env.example')
      .split('\n\n')
      .find((part) => part.endsWith('\nVAPI_PHONE_NUMBER_ID='));
    const [row] = /^\| `VAPI_PHONE_NUMBER_ID` .*$/m.exec(read('docs/reference.md')) ?? [];

    expect(block).toMatch(/Vapi refuses a call without one\.\n.*\n# required: true/);
    expect(row).toMatch(/\| unless every tenant names its own +\|.*Vapi refuses calls without one/);
  });
});
