import { rmSync } from 'node:fs';
import path from 'node:path';
import { checks } from '../../../../cli/setup/doctor/checks';
import { exampleAssetsFolder, readTenantFile } from '../../../../sandbox/project/sandbox-project';
import { canaries, ChainWorld } from '../../chain-world';
import type { CliRun } from '../../run-in-process';

interface Document {
  readonly ok: boolean;
  readonly problems: readonly string[];
  readonly data: {
    readonly checks: readonly { id: string; status: string; found: string; fix: string | null }[];
  };
}

let world: ChainWorld;
beforeEach(async () => (world = await ChainWorld.start()));
afterEach(() => world.stop());

const runs: CliRun[] = [];
async function diagnose(...args: string[]) {
  const run = await world.run('doctor', '--json', ...args);
  runs.push(run);
  const document = JSON.parse(run.stdout) as Document;
  const byId = Object.fromEntries(document.data.checks.map((check) => [check.id, check]));
  const statuses = (word: string) =>
    document.data.checks.filter(({ status }) => status === word).map(({ id }) => id);
  return { ...run, document, byId, statuses };
}

afterEach(() => {
  const output = runs.splice(0).map(({ stdout, stderr }) => stdout + stderr);
  for (const secret of [...Object.values(canaries), world.twilio.account.authToken]) {
    expect(output.join('')).not.toContain(secret);
  }
});

describe('doctor', () => {
  it('passes a healthy chain and ends with 0', async () => {
    const { exitCode, document, statuses } = await diagnose();

    expect(document.data.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
    expect(statuses('pass')).toHaveLength(checks.length);
    expect([exitCode, document.ok]).toEqual([0, true]);
  });

  it('prints a table for people, with what fixes each finding', async () => {
    world.vapi.resources.set('phone-number', { provider: 'vapi' });

    const run = await world.run('doctor');
    runs.push(run);

    expect(run.stdout).toMatch(/^check +status +found/);
    expect(run.stdout).toMatch(/vapi-phone-number +fail .*is of vapi.*\n +fix: import/);
    expect(run.stdout).toContain(`${checks.length - 1} pass, 0 warn, 1 fail, 0 skip`);
  });

  it('ends with 0 where there are warnings only', async () => {
    world.vapi.resources.set('assistant', {
      maxDurationSeconds: 600,
      model: { provider: 'openai', tools: [{ type: 'transferCall' }] },
    });
    world.vapi.clockAheadMs = 90_000;
    Object.assign(world.twilio.store.services.get(world.sids.serviceSid)!, {
      includeCredentials: false,
    });

    const { exitCode, statuses } = await diagnose();

    expect(statuses('warn')).toEqual([
      'assistant-transfer',
      'assistant-time-limit',
      'service-credentials',
      'clock',
    ]);
    expect(exitCode).toBe(0);
  });

  it('warns of a webhook rule that signs with a shared key', async () => {
    const settingId = 'webhooks_setting_1';
    const prefix = `https://${world.sids.domainName}/`;
    world.twilio.webhooks.settings.push({
      id: settingId,
      type: 'CUSTOMER',
      signature: { type: 'SHARED_KEY', sharedKeyId: 'webhooks_sharedkey_1' },
    });
    world.twilio.webhooks.rules.push({
      id: 'webhooks_rule_1',
      matchType: 'PREFIX_MATCH',
      prefix,
      settings: [{ settingId, percentage: 100 }],
    });

    const { exitCode, byId } = await diagnose();

    expect(byId['webhook-signing']).toMatchObject({ status: 'warn' });
    expect(byId['webhook-signing']?.found).toContain(
      `${prefix} are signed with webhooks_sharedkey_1`,
    );
    expect(exitCode).toBe(0);
  });

  it('continues where the account has no webhook rules to show', async () => {
    world.twilio.webhooks.isOffered = false;

    const { exitCode, byId } = await diagnose();

    expect(byId['webhook-signing']).toMatchObject({
      status: 'skip',
      found: expect.stringMatching(/could not be seen: .*404/) as string,
    });
    expect(exitCode).toBe(0);
  });

  it('finds a number that was imported into Vapi, and one with a trunk', async () => {
    const [first, second] = world.twilio.phoneNumbers.list();
    first!.voiceUrl = 'https://api.vapi.ai/twilio/inbound_call';
    second!.trunkSid = `TK${'9'.repeat(32)}`;

    const { exitCode, byId, statuses } = await diagnose();

    expect(byId['number-webhooks']?.found).toMatch(/\+12025550101 .*overwritten.*; .*0102.*trunk/);
    expect([exitCode, statuses('fail')]).toEqual([1, ['number-webhooks']]);
  });

  it('finds code that differs from this checkout, and another runtime', async () => {
    world.writeFile('dist/functions/incoming-call.protected.js', 'exports.handler = 1;');
    Object.assign(world.twilio.store.builds.get(world.sids.buildSid)!, { runtime: 'node20' });

    const { exitCode, byId, statuses } = await diagnose();

    expect(byId['deployed-code']?.found).toMatch(
      /\/incoming-call differs from the version in dist/,
    );
    expect(statuses('warn')).toEqual(['live-build']);
    expect(exitCode).toBe(1);
  });

  it('finds a Function that answers anybody', async () => {
    world.twilio.serveDomain(world.domainName, (_request, response) => response.end('<Response/>'));

    const { exitCode, byId } = await diagnose();

    expect(byId['unsigned-requests']).toMatchObject({
      status: 'fail',
      found: expect.stringMatching(/anybody/) as string,
    });
    expect(exitCode).toBe(1);
  });

  it('finds a broken .env and a broken tenant file', async () => {
    world.writeEnvironment({ VAPI_TIMEOUT_MS: 'soon', LONG: 'x'.repeat(450) });
    world.writeFile('src/assets/tenants.private.json', '{"tenants":[{}]}');

    const { exitCode, statuses } = await diagnose();

    expect(statuses('fail')).toEqual(['environment', 'environment-limits', 'tenant-file']);
    expect(statuses('skip')).toContain('number-webhooks');
    expect(exitCode).toBe(1);
  });

  it('finds tenants that are not those of the build', async () => {
    const { tenants, defaults } = readTenantFile(exampleAssetsFolder);
    const others = { defaults, tenants: tenants.map((tenant) => ({ ...tenant, name: 'New' })) };
    world.writeFile('src/assets/tenants.private.json', JSON.stringify(others));

    const { exitCode, statuses, byId } = await diagnose();

    expect(statuses('warn')).toEqual(['deployed-code']);
    expect(byId['deployed-code']?.found).toContain('built from other sources or tenants');
    expect(exitCode).toBe(0);
  });

  it('says the same of each check alone, and asks nobody for what it does not look at (O8)', async () => {
    const { document, statuses, byId } = await diagnose();

    expect(statuses('pass')).toHaveLength(checks.length);
    expect(byId['clock']?.found).toBe('agrees with Vapi and Twilio');
    for (const check of document.data.checks) {
      const alone = await diagnose('--only', check.id);
      expect(alone.document.data.checks).toEqual([check]);
    }

    const countBefore = world.twilio.listRequests().length + world.vapi.connectionCount;
    const local = await diagnose('--only', 'tenant-file,node-version', '--only', 'environment');
    expect(local.statuses('pass')).toEqual(['node-version', 'environment', 'tenant-file']);
    expect(world.twilio.listRequests().length + world.vapi.connectionCount).toBe(countBefore);
  });

  it('ends with 2 for a check that there is not, names the nearest and lists all (O8)', async () => {
    const { exitCode, stderr } = await world.run('doctor', '--only', 'number-webhook');

    expect(exitCode).toBe(2);
    expect(stderr).toContain('there is no check "number-webhook"; there are node-version, ');
    expect(stderr).toContain('npm run switchboard -- doctor --only number-webhooks');
  });

  it('finds that other tenants are live than were built since (O5)', async () => {
    const { tenants, defaults } = readTenantFile(exampleAssetsFolder);
    const others = { defaults, tenants: tenants.map((tenant) => ({ ...tenant, name: 'New' })) };
    world.writeFile('src/assets/tenants.private.json', JSON.stringify(others));
    world.rebuildAssets();

    const { exitCode, statuses, byId } = await diagnose();

    expect(statuses('fail')).toEqual(['deployed-code']);
    expect(byId['deployed-code']?.found).toMatch(
      /^the tenants that are live \([0-9a-f]{12}\) differ from those in dist \([0-9a-f]{12}\)/,
    );
    expect(exitCode).toBe(1);
  });

  it('finds ids that are not there', async () => {
    world.writeEnvironment({ VAPI_PHONE_NUMBER_ID: '00000000-1111-4000-8000-000000000000' });

    const { exitCode, byId } = await diagnose();

    expect(byId['vapi-ids']).toMatchObject({ status: 'fail' });
    expect(byId['vapi-ids']?.found).toMatch(/phone-number 00000000-1111.* is not in/);
    expect(exitCode).toBe(1);
  });

  it('finds an environment that is not deployed', async () => {
    const { exitCode, byId, statuses } = await diagnose('--environment', 'production');

    expect(byId['deployment']).toMatchObject({
      status: 'fail',
      fix: expect.stringMatching(/production/) as string,
    });
    expect(statuses('skip')).toEqual([
      'number-webhooks',
      'webhook-signing',
      'live-build',
      'deployed-code',
      'unsigned-requests',
      'service-credentials',
    ]);
    expect(exitCode).toBe(1);
  });

  it('looks at what it can without credentials, and ends with 3', async () => {
    world.writeFile('.env', '');

    const { exitCode, byId, statuses } = await diagnose();

    expect(statuses('fail')).toEqual(['environment']);
    expect(byId['environment']?.fix).not.toMatch(/cp /);
    expect(statuses('skip')).toHaveLength(14);
    expect(exitCode).toBe(3);
  });

  it('advises a copy of .env.example where there is no .env', async () => {
    rmSync(path.join(world.projectFolder, '.env'));

    const { exitCode, byId } = await diagnose();

    expect(byId['environment']?.fix).toMatch(/^cp \.env\.example \.env/);
    expect(exitCode).toBe(3);
  });

  it('ends with 3 when Vapi and Twilio refuse the credentials', async () => {
    world.writeEnvironment({ VAPI_API_KEY: canaries.otherVapiKey, AUTH_TOKEN: 'canary-wrong' });

    const { exitCode, statuses, stdout } = await diagnose();

    expect(statuses('fail')).toEqual(['vapi-key', 'twilio-credentials']);
    expect(stdout).not.toContain('canary-wrong');
    expect(exitCode).toBe(3);
  });

  it('ends with 4 when Vapi is down', async () => {
    world.vapi.standingLookupFault = {
      kind: 'status',
      status: 503,
      headers: { 'Retry-After': '0' },
    };

    const { exitCode, byId, statuses } = await diagnose();

    expect(byId['vapi-key']).toMatchObject({ status: 'fail' });
    expect(byId['vapi-key']?.found).toMatch(/Vapi answered 503/);
    expect(statuses('fail')).toEqual(['vapi-key']);
    expect(exitCode).toBe(4);
  });

  it('ends with 4 when Twilio is down', async () => {
    world.twilio.failNext(500, 1);

    const { exitCode, statuses } = await diagnose();

    expect(statuses('fail')).toEqual(['twilio-credentials']);
    expect(exitCode).toBe(4);
  });

  it('ends with 2 for an option that it does not have', async () => {
    const run = await world.run('doctor', '--apply');

    expect([run.exitCode, run.stdout]).toEqual([2, '']);
  });
});
