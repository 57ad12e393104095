import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  countFound,
  countTruth,
  countWords,
  type ReconcileData,
  ReconcileWorld,
  tenants,
} from './reconcile-world';

let world: ReconcileWorld;
beforeEach(async () => {
  world = await ReconcileWorld.start();
});
afterEach(() => world.stop());

jest.setTimeout(60_000);

/** Every example must be of the class that it truly has, with the right partner. */
function listWrongExamples(
  { classes }: Awaited<ReturnType<ReconcileWorld['reconcileJson']>>['data'],
  logs: ReturnType<ReconcileWorld['addCalls']>,
  withLogs = false,
): string[] {
  return Object.entries(classes).flatMap(([name, { examples }]) =>
    examples.flatMap(({ twilioCallSid, vapiCallId }) => {
      if (name === 'vapi-orphan') return logs.orphanIds.has(vapiCallId ?? '') ? [] : [name];
      const truth = logs.truth.get(twilioCallSid ?? '');
      const trueClass = withLogs ? truth?.callClassWithLogs : truth?.callClass;
      const isPartner = (truth?.vapiCallIds.at(-1) ?? null) === vapiCallId;
      return trueClass === name && isPartner ? [] : [`${twilioCallSid}: ${trueClass}, not ${name}`];
    }),
  );
}

describe('switchboard reconcile', () => {
  it.each([
    ['clocks that agree', 11, 0],
    ["Vapi's clock ahead", 12, 45_000],
    ["Vapi's clock behind", 13, -45_000],
  ])('finds exactly what happened: %s', async (_name, seed, vapiAheadMs) => {
    const logs = world.addCalls(seed, 3_000, vapiAheadMs);

    const { data, exitCode, problems } = await world.reconcileJson('--examples', '1000');

    expect(countFound(data)).toEqual(countTruth(logs, data));
    expect(listWrongExamples(data, logs)).toEqual([]);
    expect(data.joinedByNumber).toBeGreaterThan(100);
    expect(exitCode).toBe(1);
    expect(problems.join()).toContain('never reached Vapi');
  });

  it('tells a fallback from a call that reached nothing by the log', async () => {
    const logs = world.addCalls(14, 400);

    const { data, exitCode } = await world.reconcileJson('--logs', '--examples', '1000');

    expect(countFound(data)).toEqual(countTruth(logs, data, true));
    expect(listWrongExamples(data, logs, true)).toEqual([]);
    expect(exitCode).toBe(1);
  });

  it('names why the fallback came and how far it went, those chosen in the queue too', async () => {
    const logs = world.addCalls(18, 400);

    const { data } = await world.reconcileJson('--logs');
    const { outcomes, steps } = data.classes['ended-in-fallback'];
    const fromMs = Date.parse(data.window.from);
    const kinds = [...logs.truth.values()]
      .filter(({ startMs }) => startMs >= fromMs)
      .filter(({ callClassWithLogs }) => callClassWithLogs === 'ended-in-fallback')
      .map(({ kind }) => kind);
    const truth = countWords(kinds.map(({ loggedReason }) => loggedReason));

    expect(outcomes).toEqual(truth);
    expect(steps).toEqual(countWords(kinds.map(({ loggedStep = 'unknown' }) => loggedStep)));
    expect(Object.keys(truth)).toEqual(
      expect.arrayContaining(['timeout', 'max-wait', 'callback', 'voicemail', 'goodbye']),
    );
  });

  it.each(['callback', 'voicemail', 'goodbye', 'outage'])(
    'ends with 0 where nobody is to blame for a fallback: %s',
    async (reason) => {
      world.addCalls(19, 40, 0, ({ loggedReason }) => loggedReason === reason);

      const { data, exitCode, problems } = await world.reconcileJson('--logs');

      expect(data.classes['ended-in-fallback'].count).toBeGreaterThan(20);
      expect([exitCode, problems]).toEqual([0, []]);
    },
  );

  it.each(['max-wait', 'queue-full', 'full', 'fallback'])(
    'ends with 1 for a fallback that nobody wants: %s',
    async (reason) => {
      world.addCalls(19, 40, 0, ({ loggedReason }) => loggedReason === reason);

      const { data, exitCode, problems } = await world.reconcileJson('--logs');

      const { count } = data.classes['ended-in-fallback'];
      expect(problems).toEqual([`${count} calls got a fallback instead of the assistant`]);
      expect(exitCode).toBe(1);
    },
  );

  it('asks Twilio how far the fallback came, for the calls that it shows', async () => {
    world.addCalls(
      15,
      60,
      0,
      ({ truth, vapi, isRecorded }) =>
        truth === 'ended-in-fallback' &&
        (isRecorded === true || vapi[0]?.endedReason === 'assistant-forwarded-call'),
    );

    const { data } = await world.reconcileJson('--examples', '5');
    const steps = data.classes['ended-in-fallback'].examples.map(({ step }) => step);

    expect(steps).toEqual(expect.arrayContaining(['voicemail', 'dial']));
  });

  it('counts the calls of one tenant only when told so', async () => {
    const logs = world.addCalls(16, 300);

    const { data } = await world.reconcileJson('--tenant', 'legal');
    const fromMs = Date.parse(data.window.from);
    const own = [...logs.truth.values()].filter(
      ({ tenantId, startMs }) => tenantId === 'legal' && startMs >= fromMs,
    );

    expect(data.twilioCalls).toBe(own.length);
    expect(Object.keys(data.tenants)).toEqual(['legal']);
  });

  it('ends with 0 where every call reached Vapi, and counts nothing that is not ours', async () => {
    const nowMs = Date.now();
    const [number = ''] = tenants[1]?.numbers ?? [];
    const startMs = nowMs - 3_600_000;
    const call = { createdMs: startMs, startMs, durationSeconds: 60, status: 'completed' };
    const sid = `CA${'a'.repeat(32)}`;
    world.load({
      twilioCalls: [{ ...call, sid, from: '+12125550100', to: number, direction: 'inbound' }],
      recordings: [],
      logEntries: [],
      vapiCalls: [
        {
          id: '11111111-0000-7000-8000-000000000000',
          createdAt: new Date(startMs + 1_000).toISOString(),
          startedAt: new Date(startMs + 2_000).toISOString(),
          endedReason: 'customer-ended-call',
          status: 'ended',
          metadata: { callSid: sid, tenantId: 'legal' },
        },
      ],
    });

    const { exitCode, stdout } = await world.reconcile();

    expect(stdout).toMatch(/answered-by-assistant +1 +100\.0 %/);
    expect(exitCode).toBe(0);
  });

  it('shows numbers masked, unless told otherwise, and no key at all', async () => {
    world.addCalls(17, 200);
    const masked = await world.reconcile();
    const inFull = await world.reconcile('--show-numbers');

    expect(masked.stdout).toMatch(/\+\*{9}\d\d/);
    expect(masked.stdout).not.toMatch(/\+1\d{10}/);
    expect(inFull.stdout).toMatch(/\+12120000\d{3}/);
    expect(masked.stdout + inFull.stdout + inFull.stderr).not.toContain('canary');
  });

  it('takes a day for that of UTC, blanks beside it or none', async () => {
    world.env['TZ'] = 'Asia/Kolkata';
    const day = new Date(Date.now() - 30 * 60 * 60_000).toISOString().slice(0, 10);

    for (const since of [day, ` ${day} `]) {
      const { stdout } = await world.runAlone('reconcile', '--since', since, '--json');

      const { data } = JSON.parse(stdout) as { data: ReconcileData };
      expect(data.window.from).toBe(`${day}T00:00:00.000Z`);
    }
  });

  it.each([['reconcile'], ['report'], ['watch', '--once', '--dry-run']])(
    'names no tenant that %s cannot look at',
    async (...words) => {
      const fallback = await world.run(...words, '--tenant', 'default');
      const nobody = await world.run(...words, '--tenant', 'nobody');
      const near = await world.run(...words, '--tenant', 'legel');

      expect([fallback, nobody, near].map(({ exitCode }) => exitCode)).toEqual([2, 2, 2]);
      expect(fallback.stderr).toMatch(
        /no tenant has the id "default"\n.*an id of the tenant file$/m,
      );
      expect(nobody.stderr).not.toContain('default');
      expect(near.stderr).toContain('--tenant legal');
    },
  );

  it('refuses a time, a tenant and a key that cannot be meant', async () => {
    const future = await world.reconcile('--since', '2999-01-01T00:00Z');
    const tenant = await world.reconcile('--tenant', 'legel');
    delete world.env['VAPI_API_KEY'];
    const key = await world.reconcile();

    expect([future.exitCode, tenant.exitCode, key.exitCode]).toEqual([2, 2, 3]);
    expect(key.stderr).toContain('VAPI_API_KEY is not set: Vapi cannot be asked');
  });
});

describe('switchboard reconcile, when a vendor is busy', () => {
  it('waits as long as Vapi asks, and finds the same', async () => {
    const logs = world.addCalls(21, 300);
    const busy = { kind: 'status', status: 429, headers: { 'Retry-After': '2' } } as const;
    world.vapi.nextListFaults.push(busy, { kind: 'reset', when: 'before-answer' });
    const startedAtMs = performance.now();

    const { data } = await world.reconcileJson();

    expect(countFound(data)).toEqual(countTruth(logs, data));
    expect(performance.now() - startedAtMs).toBeGreaterThan(2_000);
    expect(world.vapi.nextListFaults).toEqual([]);
  });

  it('repeats what Twilio was too busy for', async () => {
    const logs = world.addCalls(22, 300);
    world.api.failNext(429, 3, { skip: 1 });

    const { data } = await world.reconcileJson();
    const statuses = world.api.listRequests().map(({ status }) => status);

    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
    expect(countFound(data)).toEqual(countTruth(logs, data));
  });

  it('says at once that a key is refused', async () => {
    world.addCalls(23, 50);
    world.env['VAPI_API_KEY'] = 'another-key-altogether';

    const { exitCode, stderr } = await world.reconcile();

    expect(exitCode).toBe(3);
    expect(stderr).toContain('Vapi does not accept the key in VAPI_API_KEY (401)');
  });
});

describe('switchboard reconcile, interrupted', () => {
  const listFiles = () =>
    readdirSync(world.spillFolder).flatMap((name) =>
      readdirSync(path.join(world.spillFolder, name)).map((file) =>
        path.join(world.spillFolder, name, file),
      ),
    );

  it('continues where it stopped, without asking for a page twice', async () => {
    const logs = world.addCalls(31, 5_000);
    // Vapi has shown two pages and does not answer for the third.
    world.vapi.nextListFaults.push(
      { kind: 'delay', delayMs: 1 },
      { kind: 'delay', delayMs: 1 },
      { kind: 'hang' },
    );
    const isTime = () => world.vapi.listQueries.length === 3;
    const exitCode = await world.runInterrupted(isTime, '--since', '24h');
    const before = [...world.vapi.listQueries];
    const kept = listFiles().map((file) => readFileSync(file, 'utf8'));

    const { data } = await world.reconcileJson('--since', '24h');
    const after = world.vapi.listQueries.slice(before.length);

    expect(exitCode).toBe(130);
    expect(kept.join('')).not.toMatch(/\+1212\d{7}|canary/);
    expect(data.isResumed).toBe(true);
    expect(after[0]).toBe(before[2]);
    expect(countFound(data)).toEqual(countTruth(logs, data));
    expect(existsSync(world.spillFolder) ? listFiles() : []).toEqual([]);
  });

  it('begins anew with --fresh', async () => {
    world.addCalls(32, 100);
    world.vapi.nextListFaults.push({ kind: 'hang' });
    await world.runInterrupted(() => world.vapi.listQueries.length === 1);

    const { data } = await world.reconcileJson('--fresh');

    expect(data.isResumed).toBe(false);
  });
});
