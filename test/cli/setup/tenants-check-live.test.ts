import { readFileSync } from 'node:fs';
import path from 'node:path';
import { canaries, ChainWorld } from '../chain-world';

interface Document {
  readonly ok: boolean;
  readonly problems: readonly string[];
  readonly data: { readonly tenantCount: number; readonly live?: unknown };
}

let world: ChainWorld;
beforeEach(async () => (world = await ChainWorld.start()));
afterEach(() => world.stop());

async function check(...args: string[]) {
  const run = await world.run('tenants', 'check', '--json', ...args);
  const output = run.stdout + run.stderr;
  for (const secret of [...Object.values(canaries), world.twilio.account.authToken]) {
    expect(output).not.toContain(secret);
  }
  return { ...run, ...(JSON.parse(run.stdout) as Document) };
}

/** Changes the tenants of the project. */
function changeTenants(change: (tenant: { assistant: Record<string, string> }) => void): void {
  const name = 'src/assets/tenants.private.json';
  const text = readFileSync(path.join(world.projectFolder, name), 'utf8');
  const file = JSON.parse(text) as { tenants: { assistant: Record<string, string> }[] };
  file.tenants.forEach(change);
  world.writeFile(name, JSON.stringify(file));
}

describe('tenants check', () => {
  it('names a variable of apiKeyEnv that .env does not set', async () => {
    changeTenants(({ assistant }) => {
      assistant['apiKeyEnv'] = 'VAPI_KEY_B';
      assistant['phoneNumberId'] = '00000000-2222-4000-8000-000000000000';
    });

    const { exitCode, problems } = await check();

    expect(problems).toEqual([expect.stringMatching(/names VAPI_KEY_B, which is not set/)]);
    expect(exitCode).toBe(1);
  });

  it('says of a key with blanks what every command says (N5)', async () => {
    changeTenants(({ assistant }) => {
      assistant['apiKeyEnv'] = 'VAPI_KEY_B';
      assistant['phoneNumberId'] = '00000000-2222-4000-8000-000000000000';
    });
    world.writeEnvironment({ VAPI_KEY_B: 'two words' });

    const file = await check();
    const live = await check('--live');

    const same = /VAPI_KEY_B, .*has blanks or characters that no key has; copy it again$/;
    expect(file.problems).toEqual([expect.stringMatching(same)]);
    expect(live.problems).toContainEqual(expect.stringMatching(same));
  });

  it('asks nobody without --live', async () => {
    const { exitCode, data } = await check();

    expect([exitCode, data]).toEqual([
      0,
      {
        file: 'src/assets/tenants.private.json',
        tenantCount: 5,
        unsetSecrets: [],
        warnings: [],
        beyondDefaults: [],
      },
    ]);
    expect([world.vapi.resources.requests, world.twilio.listRequests()]).toEqual([[], []]);
  });
});

describe('tenants check --live', () => {
  it('finds everything that tenants name, each asked for once', async () => {
    changeTenants(({ assistant }) => {
      if (assistant['squadId'] === undefined) {
        assistant['assistantId'] = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
      }
    });

    const { exitCode, problems } = await check('--live');

    expect([exitCode, problems]).toEqual([0, []]);
    expect([...world.vapi.resources.requests].sort()).toEqual([
      '/assistant/3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01',
      '/phone-number/b0e6c1d2-4f3a-4b5c-8d7e-9f0a1b2c3d4e',
      '/squad/7b9d2f64-1c3e-4f58-8a70-5e6c9d0b1a02',
    ]);
  });

  it('finds ids of another organisation, keys that are not set and fallbacks that are not served', async () => {
    world.writeEnvironment({ VAPI_PHONE_NUMBER_ID: '00000000-1111-4000-8000-000000000000' });
    changeTenants((tenant) => {
      if ('squadId' in tenant.assistant) {
        tenant.assistant['apiKeyEnv'] = 'VAPI_KEY_B';
        tenant.assistant['phoneNumberId'] = '00000000-2222-4000-8000-000000000000';
      }
      Object.assign(tenant, { id: `new-${(tenant as unknown as { id: string }).id}` });
    });

    const { exitCode, problems } = await check('--live');

    expect(problems).toEqual([
      expect.stringMatching(/^VAPI_KEY_B, needed by new-summit-hvac, is not set/),
      expect.stringMatching(/^phone-number 00000000.*is not in the organisation of VAPI_API_KEY/),
      expect.stringMatching(/^new-summit-hvac: the fallback .* is not served \(404\)/),
      expect.stringMatching(/^new-zahnarzt-linden/),
      expect.stringMatching(/^new-willow-vet/),
    ]);
    expect(exitCode).toBe(1);
  });

  it('looks for fallbacks under the domain that it is given', async () => {
    world.twilio.serveDomain('elsewhere.twil.io', (_request, response) => {
      response.writeHead(404).end();
    });

    const { exitCode, problems } = await check('--live', '--domain', 'elsewhere.twil.io');

    expect(problems).toHaveLength(4);
    expect(problems[0]).toMatch(/fallback https:\/\/elsewhere\.twil\.io\/.* is not served \(404\)/);
    expect(exitCode).toBe(1);
  });

  it('says that it looked at no fallback where nothing is deployed', async () => {
    const { exitCode, data } = await check('--live', '--environment', 'stage');

    expect(data.live).toMatchObject({
      fallback: { unknown: expect.stringContaining('stage') as string },
    });
    expect(exitCode).toBe(0);
  });

  it('ends with 3 for a key that Vapi refuses, and asks it once', async () => {
    world.writeEnvironment({ VAPI_API_KEY: canaries.otherVapiKey });

    const { exitCode, problems } = await check('--live');

    expect(problems).toEqual([expect.stringMatching(/does not accept the key in VAPI_API_KEY/)]);
    expect(exitCode).toBe(3);
  });

  it('repeats what Vapi was too busy for, and ends with 4 when it stays so', async () => {
    const busy = { kind: 'status', status: 429, headers: { 'Retry-After': '0' } } as const;
    world.vapi.nextLookupFaults.push(busy);
    const first = await check('--live');

    world.vapi.standingLookupFault = busy;
    const second = await check('--live');

    expect([first.exitCode, second.exitCode]).toEqual([0, 4]);
    expect(second.problems).toEqual([
      expect.stringMatching(/^Vapi answered 429 when asked with VAPI_API_KEY, the key of /),
    ]);
  });

  it('gives no key to the default address when VAPI_BASE_URL is wrong', async () => {
    world.writeEnvironment({ VAPI_BASE_URL: 'api.eu.vapi.ai' });

    const { exitCode, problems } = await check('--live');

    expect([exitCode, problems.join()]).toEqual([3, expect.stringContaining('VAPI_BASE_URL')]);
    expect(world.vapi.resources.requests).toEqual([]);
  });
});
