import { paths } from '../../src/twilio/urls';
import { RecordWorld } from './record-world';
import { PERSON } from './tenant-file';
import { CALLER, RIVERSIDE, status, World } from './world';

const world = new World();
beforeAll(() => world.start({ noStreamAfterMs: 30_000 }));
afterAll(() => world.vapi.stop());

let calls: RecordWorld;
afterEach(async () => {
  world.vapi.standingFault = undefined;
  await calls.stop();
});

/** Requests that wait for what may still come of a missed call need not wait long here. */
const SOON = { SWITCHBOARD_DEADLINE_MS: '5000' };
const SAYS = [{ step: 'say', text: 'We are not here.' }];

const begin = async (afterCall: object, options: Parameters<typeof RecordWorld.begin>[1] = {}) => {
  const tenant = { fallback: SAYS, ...options.tenant };
  const environment = { ...SOON, ...options.environment };
  return (calls = await RecordWorld.begin(world, { ...options, afterCall, tenant, environment }));
};

/** Places a call for which no assistant answers. */
const miss = async (parts: Parameters<RecordWorld['placeCall']>[0] = {}) => {
  world.vapi.standingFault = status(503);
  await calls.placeCall(parts);
  world.vapi.standingFault = undefined;
};

const bodies = () => calls.network.messages.map(({ to, body }) => [to, body]);
const entries = (prefix: string) =>
  calls.logEntries.filter(({ event }) => String(event).startsWith(prefix));

describe('a missed caller', () => {
  it('gets one text within the hour, from the number that they called', async () => {
    await begin({ textBack: {} });

    await miss();
    await miss();

    expect(calls.network.messages).toMatchObject([
      {
        to: CALLER,
        from: RIVERSIDE,
        validSeconds: 3_600,
        body: expect.stringMatching(/Sorry/) as unknown,
      },
    ]);
    expect(entries('text.').map(({ event, why }) => [event, why])).toEqual(
      expect.arrayContaining([
        ['text.sent', undefined],
        ['text.delivered', undefined],
        ['text.not_sent', 'texted-today'],
      ]),
    );
  });

  it('who hangs up while the number rings is texted, too', async () => {
    await begin(
      { textBack: {} },
      {
        tenant: { answerFirst: { open: { numbers: [PERSON] } } },
        network: { people: { [PERSON]: { kind: 'no-answer' } } },
      },
    );

    await calls.placeCall({ hangsUpWhileRingingMs: 5_000 });

    expect(bodies()).toHaveLength(1);
  });

  it('who leaves a message, or is rejected, or withholds the number, gets none', async () => {
    const callers = { block: ['+12025550199'] };
    await begin({ textBack: {} }, { tenant: { fallback: [{ step: 'voicemail' }], callers } });

    await miss({ message: { seconds: 4, presses: '#', text: 'Hello' } });
    await miss({ from: '+12025550199' });
    await miss({ from: 'anonymous' });

    expect(bodies()).toEqual([]);
    expect(entries('text.not_sent')).toMatchObject([{ why: 'no-number' }]);
  });

  it('over a limit, or while the business is closed, is one who is texted', async () => {
    await begin(
      { textBack: {} },
      {
        environment: { SWITCHBOARD_CLOSED: 'riverside-dental' },
        tenant: { whenClosed: { fallback: SAYS } },
      },
    );

    await calls.placeCall();

    expect(bodies()).toHaveLength(1);
  });

  it.each([
    [false, []],
    [
      true,
      [
        [
          CALLER,
          'Riverside Dental: Sorry we missed your call. Reply to this text, or call us again.',
        ],
      ],
    ],
  ])('during an outage is texted only where the tenant asks: %s', async (duringOutage, texts) => {
    await begin({ textBack: { duringOutage } }, { environment: { SWITCHBOARD_OUTAGE: 'all' } });

    await calls.placeCall();

    expect(bodies()).toEqual(texts);
  });

  it('whom Twilio refuses to text leaves one warning in plain words', async () => {
    await begin({ textBack: {} });
    const message = 'Attempt to send to unsubscribed recipient';
    calls.network.failNext('POST Messages', { status: 400, code: 21_610, message });

    await miss();

    expect(entries('text.')).toMatchObject([
      { event: 'text.refused', errorCode: 21_610, why: 'the caller has opted out with STOP' },
    ]);
    expect(calls.requestsTo(paths.callStatus)[0]?.status).toBe(204);
  });

  it('whom the text does not reach leaves a warning that says what to do', async () => {
    await begin({ textBack: {} });
    calls.network.undeliverable.set(CALLER, 30_034);

    await miss();

    expect(entries('text.undelivered')).toMatchObject([
      {
        level: 'warn',
        errorCode: 30_034,
        tenantId: 'riverside-dental',
        why: 'the US number is not registered for A2P 10DLC',
        fix: expect.stringMatching(/A2P 10DLC campaign/) as unknown,
      },
    ]);
    expect(JSON.stringify(calls.logEntries)).not.toContain(CALLER.slice(1));
  });
});

describe('a caller who has talked', () => {
  const followUp = {
    text: 'Noted for {{callerNumber}}: {{summary}}',
    allowModelText: true,
    maxModelCharacters: 20,
  };

  it('is texted what the model wrote, cut, where the tenant allows that', async () => {
    await begin({ followUp });

    await calls.recordOf();

    expect(bodies()).toEqual([[CALLER, `Noted for ${CALLER}: The caller moved an`]]);
  });

  it('is texted that, and the tenant’s server does not get it', async () => {
    await begin({ followUp });

    await calls.placeCall();
    await world.vapi.messages.settle();

    expect(bodies()).toHaveLength(1);
    expect(JSON.stringify(calls.got)).not.toContain('moved an');
  });

  it('is not texted as one who was missed', async () => {
    await begin({ textBack: {} });

    await calls.placeCall();
    await world.vapi.messages.settle();

    expect(bodies()).toEqual([]);
  });
});
