import { API_KEY, CALLER, MAP, nameItem, OTHER, PrivacyWorld } from './privacy-world';

let world: PrivacyWorld;
beforeEach(async () => {
  world = await PrivacyWorld.start();
  world.store(CALLER);
  world.store(OTHER);
});
afterEach(() => world.stop());

const forget = ['caller', 'forget', '--number', CALLER];
const STORES = [
  'Twilio Sync item',
  'Twilio message',
  'Twilio recording',
  'Twilio recording',
  'Twilio transcription',
  'Vapi call',
];

describe('switchboard caller find', () => {
  it("lists what both vendors store about the caller, and nobody else's", async () => {
    const { data, exitCode } = await world.runJson('caller', 'find', '--number', CALLER);

    expect(data.items.map(({ store }) => store).sort()).toEqual(STORES);
    expect(new Set(data.items.map(({ tenantId }) => tenantId))).toEqual(new Set(['dental']));
    expect(exitCode).toBe(0);
  });

  it('looks into the Sync Service of our own, and fails where there is none (T7)', async () => {
    const serviceSid = `IS${'7'.repeat(32)}`;
    world.cli.env['SWITCHBOARD_SYNC_SERVICE_SID'] = serviceSid;
    const missing = await world.cli.run('caller', 'find', '--number', CALLER);
    world.cli.api.syncServices.add(serviceSid);
    const { data } = await world.runJson('caller', 'find', '--number', CALLER);

    expect(missing.exitCode).toBe(4);
    expect(missing.stderr).toContain(`reading SWITCHBOARD_SYNC_SERVICE_SID ${serviceSid}`);
    expect(data.items.map(({ store }) => store).sort()).toEqual(STORES);
  });

  it('names a key that Vapi refuses rather than list a part of what is stored', async () => {
    world.vapi.keyFaults.set(API_KEY, { kind: 'status', status: 401 });

    const { exitCode, stderr, stdout } = await world.cli.run('caller', 'find', '--number', CALLER);

    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toContain('VAPI_API_KEY');
  });

  it('names a key that cannot be used, also where no tenant has it', async () => {
    const id = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
    world.writeTenant({
      assistant: { assistantId: id, apiKeyEnv: 'VAPI_API_KEY_NORTH', phoneNumberId: id },
    });
    world.cli.env['VAPI_API_KEY_NORTH'] = API_KEY;
    world.cli.env['VAPI_API_KEY'] = 'your key';

    const { exitCode, stderr } = await world.cli.run('caller', 'find', '--number', CALLER);

    expect(exitCode).toBe(3);
    expect(stderr).toContain('VAPI_API_KEY has blanks');
  });

  it('shows the number to its last two digits only', async () => {
    const { stdout } = await world.cli.run('caller', 'find', '--number', CALLER);

    expect(stdout).toContain('43');
    expect(stdout).not.toContain(CALLER);
  });

  it.each([[], ['--number', '2025550143'], ['--number', 'sip:jane@example.com']])(
    'asks for a number in E.164 form: %j',
    async (...words) => {
      const { exitCode, stderr } = await world.cli.run('caller', 'find', ...words.flat());

      expect(exitCode).toBe(2);
      expect(stderr).toContain('--number +12025550143');
    },
  );
});

describe('what Sync keeps of a call for its record', () => {
  const keepParts = () => {
    world.writeTenant({ afterCall: { webhook: { url: 'https://crm.example/calls' } } });
    const { calls, syncMaps } = world.cli.api;
    const { sid } = calls.list(undefined).find(({ from }) => from === CALLER)!;
    syncMaps.set(`switchboard-call-${sid}`, new Map([['call_status.1', {}]]));
    return `switchboard-call-${sid}`;
  };

  it('is found by the call, and deleted as a whole', async () => {
    const map = keepParts();

    const found = await world.runJson('caller', 'find', '--number', CALLER);
    const { data } = await world.runJson(...forget);
    const after = await world.runJson('caller', 'find', '--number', CALLER);

    expect(found.data.items).toContainEqual(
      expect.objectContaining({ store: 'Twilio Sync map', id: map, tenantId: 'dental' }),
    );
    expect(data.items.find(({ id }) => id === map)?.removal).toBe('deleted');
    expect(after.data.items).toEqual([]);
  });
});

describe('switchboard caller forget', () => {
  it('deletes all of it, transcriptions before their recordings', async () => {
    const { data, exitCode } = await world.runJson(...forget);

    const after = await world.runJson('caller', 'find', '--number', CALLER);
    const others = await world.runJson('caller', 'find', '--number', OTHER);
    const stores = data.items.map(({ store }) => store);
    expect({ exitCode, removals: new Set(data.items.map(({ removal }) => removal)) }).toEqual({
      exitCode: 0,
      removals: new Set(['deleted']),
    });
    expect(stores.indexOf('Twilio transcription')).toBeLessThan(stores.indexOf('Twilio recording'));
    expect([after.data.items, others.data.items.length]).toEqual([[], STORES.length]);
  });

  it('deletes nothing with --dry-run', async () => {
    const { data } = await world.runJson(...forget, '--dry-run');

    const after = await world.runJson('caller', 'find', '--number', CALLER);
    expect(new Set(data.items.map(({ removal }) => removal))).toEqual(
      new Set(['would be deleted']),
    );
    expect(after.data.items).toHaveLength(STORES.length);
  });

  it('goes past what cannot be deleted, names it and ends with 5', async () => {
    world.cli.api.failNext(403, 1, { method: 'DELETE' });

    const { data, problems, exitCode } = await world.runJson(...forget);

    const removals = data.items.map(({ removal }) => removal).sort();
    expect(removals).toEqual([...Array<string>(5).fill('deleted'), 'not deleted']);
    expect(problems.join()).toContain('Twilio answered 403');
    expect(exitCode).toBe(5);
  });

  it('leaves the requests of others in the same map', async () => {
    await world.runJson(...forget);

    expect([...(world.cli.api.syncMaps.get(MAP)?.keys() ?? [])]).toEqual([nameItem(OTHER)]);
  });
});
