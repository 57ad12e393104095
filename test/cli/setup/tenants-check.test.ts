import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { CliWorld } from '../run-cli';

jest.setTimeout(60_000);

let world: CliWorld;
beforeEach(async () => {
  world = await CliWorld.start();
});
afterEach(() => world.stop());

const tenant = {
  id: 'riverside-dental',
  name: 'Riverside Dental',
  numbers: ['+12025550101'],
  assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
};

function write(parts: object): void {
  const file = { tenants: [{ ...tenant, ...parts }] };
  world.write('src/assets/tenants.private.json', JSON.stringify(file));
}

describe('tenants check', () => {
  it('names music that is not among the assets', async () => {
    write({ queue: { music: 'jazz.protected.mp3' } });
    const before = await world.runJson('tenants', 'check');
    world.write('src/assets/jazz.protected.mp3', 'jazz');
    const after = await world.runJson('tenants', 'check');

    expect([before.exitCode, before.problems]).toEqual([
      1,
      ['riverside-dental.queue.music: there is no file src/assets/jazz.protected.mp3'],
    ]);
    expect([after.exitCode, after.problems]).toEqual([0, []]);
  });

  it('reads the file that SWITCHBOARD_TENANTS_FILE names instead', async () => {
    write({});
    const file = path.join(world.folder, 'acme.json');
    writeFileSync(file, JSON.stringify({ tenants: [{ ...tenant, id: 'acme', name: 'Acme' }] }));
    world.env['SWITCHBOARD_TENANTS_FILE'] = file;
    const outside = await world.run('tenants', 'check');
    world.write('.env', `SWITCHBOARD_TENANTS_FILE=${file}\n`);
    const uploaded = await world.run('tenants', 'check');

    expect([outside.exitCode, uploaded.exitCode]).toEqual([0, 3]);
    expect(outside.stdout).toMatch(/^acme .*: all valid$/ms);
    expect(uploaded.stderr).toContain(
      'SWITCHBOARD_TENANTS_FILE stands in .env, which deploys upload',
    );
  });

  it('notes secrets that tenants need, with and without .env', async () => {
    write({ reports: { webhook: { url: 'https://crm.example/calls' } } });
    const without = await world.run('tenants', 'check');
    world.write('.env', `SWITCHBOARD_EVENTS_SECRET=${'e'.repeat(24)}\n`);
    const withFile = await world.run('tenants', 'check');
    const { data } = await world.runJson('tenants', 'check');

    const note =
      'note: SWITCHBOARD_WEBHOOK_SECRET, needed by the reports webhook of riverside-dental';
    expect([without.exitCode, withFile.exitCode]).toEqual([0, 0]);
    expect(without.stdout).toContain(`${note}, is not set`);
    expect(without.stdout).toContain('note: SWITCHBOARD_EVENTS_SECRET');
    expect(withFile.stdout).toContain(`${note}, is not set`);
    expect(withFile.stdout).not.toContain('EVENTS');
    expect(data).toMatchObject({ unsetSecrets: ['SWITCHBOARD_WEBHOOK_SECRET'] });
  });

  it('notes a webhook that only this machine reaches, which the build refuses', async () => {
    write({ reports: { webhook: { url: 'http://localhost:4000/calls' } } });
    const { stdout, exitCode } = await world.run('tenants', 'check');

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^note: .*the webhook of reports is at a private address/m);
    expect(stdout).toMatch(/^note: SWITCHBOARD_WEBHOOK_SECRET.*; fix: run `openssl rand -hex 24`/m);
  });

  it('notes whom the file lets us ring beyond phones of its own country (T1)', async () => {
    const numbers = ['+12025550171', '+19005550100', '+447030123456', '+14165550143'];
    write({ fallback: [{ step: 'dial', numbers }], outgoing: { countries: ['CA'] } });
    const { stdout, exitCode } = await world.run('tenants', 'check');
    const { data } = await world.runJson('tenants', 'check');

    const beyondDefaults = [
      'riverside-dental calls back to CA besides its own country',
      'riverside-dental rings +19005550100, a premium-rate number of US',
      'riverside-dental rings +447030123456, a number of GB',
    ];
    expect(exitCode).toBe(0);
    expect(data).toMatchObject({ beyondDefaults });
    for (const note of beyondDefaults) expect(stdout).toContain(`note: ${note}`);
  });

  it('says that a number that is rung must not forward here (V1)', async () => {
    write({ fallback: [{ step: 'dial', numbers: ['+12025550171'] }] });
    const ringing = await world.run('tenants', 'check');
    write({});
    const silent = await world.run('tenants', 'check');

    expect(ringing.stdout).toContain('must not forward to a number of this switchboard');
    expect(silent.stdout).not.toContain('forward');
  });

  it('refuses a country that is none', async () => {
    write({ outgoing: { countries: ['UK'] } });

    const { exitCode, problems } = await world.runJson('tenants', 'check');

    expect([exitCode, problems]).toEqual([
      1,
      [
        expect.stringMatching(
          /^riverside-dental\.outgoing\.countries\[0\] .*: is not a country of ISO 3166/,
        ),
      ],
    ]);
  });
});
