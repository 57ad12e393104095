import { wordsOf } from './documents';
import { COLLEAGUE, PERSON } from './tenant-file';
import {
  EVENTS_SECRET,
  outcomesOf,
  SUMMARY,
  type TransferOptions,
  TransferWorld,
} from './transfer-world';
import { CALLER, CANARY_KEY, CANARY_TOKEN, RIVERSIDE, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

let transfers: TransferWorld;
afterEach(() => transfers.stop());

const start = async (options?: TransferOptions) =>
  (transfers = await TransferWorld.start(world, options));

const ACCEPTS = { kind: 'answers', presses: ['1'], talksMs: 3_000 } as const;

describe('who is told what of whom', () => {
  it.each([
    ['a withheld number', 'anonymous'],
    ['a SIP address', 'sip:desk@example.com'],
    ['a client', 'client:jane'],
  ])('shows the number of the business for %s', async (_case, from) => {
    await start();
    const caller = await transfers.beginTalk({ from });

    await transfers.callTool(caller);
    const report = await transfers.finish(caller);

    const [leg] = transfers.restRequests('POST', '/Calls.json');
    expect([leg?.form['From'], leg?.form['CallToken']]).toEqual([RIVERSIDE, undefined]);
    expect(report.people.flatMap(({ heard }) => heard)[0]).toContain('from a withheld number');
  });

  it('shows the number of the business where the tenant wants that', async () => {
    await start({ destination: { callerId: 'business' } });
    const caller = await transfers.beginTalk();

    await transfers.callTool(caller);
    await transfers.finish(caller);

    const legs = transfers.restRequests('POST', '/Calls.json');
    expect(legs.map(({ form }) => [form['From'], form['CallToken']])).toEqual([
      [RIVERSIDE, undefined],
      [RIVERSIDE, undefined],
    ]);
  });

  it('shows the caller’s number by the CallToken, or the business’s where Twilio refuses it', async () => {
    await start({ destination: { numbers: [PERSON] } });
    const caller = await transfers.beginTalk();
    transfers.network.failNext('POST Calls', { status: 400, code: 21210, message: 'not verified' });

    await transfers.callTool(caller);
    const report = await transfers.finish(caller);

    const [first, second, ...more] = transfers.restRequests('POST', '/Calls.json');
    expect([first?.form['From'], first?.form['CallToken']?.slice(0, 9)]).toEqual([
      CALLER,
      '{"parentC',
    ]);
    expect(second?.form['From']).toBe(RIVERSIDE);
    expect(second?.form).not.toHaveProperty('CallToken');
    expect(more).toEqual([]);
    expect(outcomesOf(report)).toEqual({ [PERSON]: 'bridged' });
  });

  it('leaves no secret, number or summary where it does not belong', async () => {
    await start({ network: { people: { [PERSON]: ACCEPTS, [COLLEAGUE]: { kind: 'busy' } } } });
    const caller = await transfers.beginTalk();
    const summary = `${SUMMARY}, call back at 202-555-0143 or ${CALLER}`;

    await transfers.callTool(caller, { arguments: { summary } });
    const report = await transfers.finish(caller);

    const callToken = transfers.requestsTo('/incoming-call')[0]?.form['CallToken'] ?? 'missing';
    expect(transfers.restRequests('POST', '/Calls.json')[0]?.form['CallToken']).toBe(callToken);
    const tokenPart = callToken.slice(25, 60);
    const log = transfers.logEntries.map((line) => JSON.stringify(line)).join('\n');
    for (const canary of [EVENTS_SECRET, CANARY_KEY, CANARY_TOKEN, tokenPart, 'canary appointment'])
      expect(log).not.toContain(canary);
    expect(log).not.toMatch(/2025550143|202-555-0143/);
    const shown = [
      ...transfers.seen.flatMap(({ url, body }) => [url, body]),
      ...transfers.network.requests.flatMap(({ path, query, form }) => [
        path,
        JSON.stringify(query),
        form['Url'],
        form['StatusCallback'],
        form['AsyncAmdStatusCallback'],
      ]),
    ].map((text) => decodeURIComponent((text ?? '').replaceAll('+', ' ')));
    for (const canary of [EVENTS_SECRET, CANARY_KEY, CANARY_TOKEN, tokenPart]) {
      expect(shown.filter((text) => text.includes(canary))).toEqual([]);
    }
    expect(shown.filter((text) => /2025550143|202-555-0143/.test(text))).toEqual([]);
    expect(report.people.flatMap(({ heard }) => heard).join()).toContain(SUMMARY);
    expect(wordsOf(transfers.requestsTo('/transfer/person')[0]?.body ?? '')).toContain(SUMMARY);
  });
});
