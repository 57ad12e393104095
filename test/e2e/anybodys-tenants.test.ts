import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ToolRun } from '../../deploy/run-tool';
import { ProjectCopy } from './project-copy';

jest.setTimeout(600_000);

/** Nothing in it is the example's: not an id, not a number, not a language. */
const FOREIGN = {
  defaults: { language: 'fr-FR', voice: 'Polly.Lea-Neural' },
  tenants: [
    {
      id: 'garage-dubois',
      name: 'Garage Dubois',
      numbers: ['+33155501001'],
      assistant: {
        assistantId: '11111111-58c1-4a6e-9d5b-0d3f7a1b2c01',
        phoneNumberId: '22222222-58c1-4a6e-9d5b-0d3f7a1b2c01',
        apiKeyEnv: 'VAPI_API_KEY_DUBOIS',
      },
    },
    {
      id: 'boulangerie',
      name: 'Boulangerie',
      numbers: ['+33155501002'],
      assistant: { squadId: '33333333-58c1-4a6e-9d5b-0d3f7a1b2c01' },
      fallback: [{ step: 'say', text: 'Rappelez demain.' }],
    },
  ],
};

const copy = new ProjectCopy();
afterAll(() => copy.remove());
beforeEach(() => (copy.env = {}));

/** Holds the output against a run that has not ended well: it says why. */
const expectSuccess = ({ exitCode, stdout, stderr }: ToolRun) =>
  expect(exitCode === 0 ? '' : `${stdout}${stderr}`.slice(-4_000)).toBe('');

describe.each([
  ['tenants.private.json', 2],
  ['tenants.protected.json', 2],
  [undefined, 0],
])('a project with other tenants: %s', (name, count) => {
  beforeAll(() => copy.setTenants(name, FOREIGN));

  it('builds them, and tenants check reads them', async () => {
    const build = await copy.runScript('build');
    const check = await copy.runScript('switchboard', 'tenants', 'check', '--json');

    const built = count > 0 ? `2 tenants of src/assets/${name}, all valid` : 'No tenants: ';
    expect(build.stdout).toContain(built);
    expect([build.exitCode, check.exitCode]).toEqual([0, count > 0 ? 0 : 3]);
    expect(check.stdout).toContain(count > 0 ? '"tenantCount": 2' : 'src/assets has no tenants');
  });
});

// A protected file is rehearsed below, outside of the project.
describe.each([
  ['tenants.private.json', 2],
  [undefined, 0],
])('a project with other tenants that is rehearsed: %s', (name, count) => {
  beforeAll(() => copy.setTenants(name, FOREIGN));

  it('has its own tenants', async () => {
    const own = await copy.runScript('rehearse', '--tool', 'twilio-run', '--own');

    expectSuccess(own);
    expect(own.stdout.includes('/fallback/boulangerie.xml')).toBe(count > 0);
    expect(own.stdout).not.toContain('riverside-dental');
    expect(own.stdout.includes('Hello, this is Garage Dubois.')).toBe(count > 0);
    expect(own.stdout).toMatch(/\/tenants\.json +private/);
  });
});

describe('a project with other tenants, by default', () => {
  beforeAll(() => copy.setTenants('tenants.private.json', FOREIGN));

  it('is rehearsed with the example by default', async () => {
    const usual = await copy.runScript('rehearse', '--tool', 'twilio-run');

    expectSuccess(usual);
    expect(usual.stdout).toContain('/fallback/summit-hvac.xml');
    expect(usual.stdout).not.toContain('Garage Dubois');
  });

  it('passes the rule tests (O1)', async () => {
    const run = await copy.runRuleTests();

    expectSuccess(run);
    expect(run.stderr).toMatch(/^Tests: +\d+ passed, \d+ total$/m);
  });
});

describe('a tenant file outside of the project', () => {
  const file = path.join(copy.folder, '..', `${path.basename(copy.folder)}.protected.json`);
  beforeAll(() => {
    copy.setTenants('tenants.private.json', { tenants: [] });
    writeFileSync(file, JSON.stringify(FOREIGN));
  });

  it('is what is built, checked and deployed', async () => {
    copy.env = { SWITCHBOARD_TENANTS_FILE: file };

    const build = await copy.runScript('build');
    const check = await copy.runScript('switchboard', 'tenants', 'check');
    const own = await copy.runScript('rehearse', '--tool', 'twilio-run', '--own');

    expect(build.stdout).toContain(`2 tenants of ${file}, all valid`);
    expect(check.stdout).toContain(`${file}: all valid`);
    expectSuccess(own);
    expect(own.stdout).toMatch(/\/tenants\.json +protected/);
    expect(own.stdout).toContain('/fallback/boulangerie.xml');
  });

  it('is refused where .env names it: nothing is built', async () => {
    writeFileSync(path.join(copy.folder, '.env'), `SWITCHBOARD_TENANTS_FILE=${file}\n`);

    const build = await copy.runScript('build');

    expect([build.exitCode, build.stdout]).toEqual([1, '']);
    expect(build.stderr).toContain('SWITCHBOARD_TENANTS_FILE stands in .env, which deploys upload');
  });
});
