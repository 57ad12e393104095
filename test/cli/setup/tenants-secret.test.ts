import { hkdfSync } from 'node:crypto';
import { CliWorld } from '../run-cli';

jest.setTimeout(60_000);

let world: CliWorld;
beforeEach(async () => {
  world = await CliWorld.start();
  world.write('src/assets/tenants.private.json', JSON.stringify({ tenants }));
});
afterEach(() => world.stop());

const assistant = { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' };
const tenants = [
  { id: 'riverside-dental', name: 'Riverside Dental', numbers: ['+12025550101'], assistant },
  { id: 'summit-legal', name: 'Summit Legal', numbers: ['+12025550102'], assistant },
];
const SECRET = 'canary-webhook-secret-5150';

/** As docs/call-flow.md describes it, without our code. */
const derive = (tenantId: string) => {
  const key = hkdfSync('sha256', SECRET, '', `switchboard webhooks of ${tenantId}`, 32);
  return `whsec_${Buffer.from(key).toString('base64')}`;
};

const run = (...options: string[]) => world.run('tenants', 'secret', ...options);

describe('tenants secret', () => {
  it('prints a secret of each tenant that tells nothing of the common one (T13)', async () => {
    world.env['SWITCHBOARD_WEBHOOK_SECRET'] = SECRET;

    const riverside = await run('--tenant', 'riverside-dental');
    const summit = await run('--tenant', 'summit-legal');

    expect([riverside.exitCode, riverside.stdout.trim()]).toEqual([0, derive('riverside-dental')]);
    expect(summit.stdout.trim()).toBe(derive('summit-legal'));
  });

  it('leaves it out of the JSON document', async () => {
    world.env['SWITCHBOARD_WEBHOOK_SECRET'] = SECRET;

    const { stdout, exitCode } = await run('--tenant', 'riverside-dental', '--json');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('"riverside-dental"');
    expect(stdout).not.toContain('whsec_');
  });

  it.each([
    ['no tenant', [], 2, 'one tenant is needed'],
    ['an unknown tenant', ['--tenant', 'sumit-legal'], 2, '--tenant summit-legal'],
    ['no secret', ['--tenant', 'summit-legal'], 3, 'SWITCHBOARD_WEBHOOK_SECRET is not set'],
  ])('says what is missing: %s', async (_case, options, exitCode, words) => {
    world.env['SWITCHBOARD_WEBHOOK_SECRET'] = '';

    const result = await run(...options);

    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toContain(words);
  });
});
