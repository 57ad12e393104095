import {
  CALL_OUTCOMES,
  type CallOutcome,
  type CallRecord,
} from '../../src/call-record/call-record';
import { createFakeLog } from '../fakes/fake-log';
import type { TextServices } from '../../src/texts/send-text';
import { CALLER, OWN } from '../fakes/tenants';
import { memoryStore, readTenant, recordOf, textWorld } from './text-world';

const TEXT_BACK = { afterCall: { textBack: {} } };

/** Of which calls the caller hears that they were missed. */
const MISSED: Readonly<Record<CallOutcome, boolean>> = {
  assistant: false,
  person: false,
  message: false,
  'callback-requested': false,
  'callback-unanswered': false,
  'queue-left': true,
  fallback: true,
  closed: true,
  'caller-left': true,
  rejected: false,
  unknown: false,
};

interface Kind {
  readonly name: string;
  readonly record?: Partial<CallRecord>;
  readonly tenant?: object;
  readonly services?: Partial<TextServices>;
  /** Undefined = the caller is texted. */
  readonly why?: string;
}

const numberOf = (callerNumber: string): Partial<CallRecord> => ({ callerNumber });
const doubted = (caller: string) => ({
  frontDoor: { closedBy: null, ringOutcome: null, caller },
});

const KINDS: readonly Kind[] = [
  { name: 'of the same country' },
  { name: 'who was asked for a key as everybody is', record: doubted('challenge-everybody') },
  {
    name: 'of a country that the tenant lists',
    record: numberOf('+447400123456'),
    tenant: { outgoing: { countries: ['GB'] } },
  },
  {
    name: 'during an outage, where the tenant asks for that',
    services: { isOutage: () => true },
    tenant: { afterCall: { textBack: { duringOutage: true } } },
  },
  { name: 'of another country', record: numberOf('+447400123456'), why: 'other-country' },
  {
    name: 'who withholds the number',
    record: { callerKind: 'withheld', callerNumber: null },
    why: 'no-number',
  },
  { name: 'on SIP, with a number', record: { callerKind: 'sip' }, why: 'no-number' },
  { name: 'in a client', record: { callerKind: 'client', callerNumber: null }, why: 'no-number' },
  { name: 'of no known kind', record: { callerKind: null, callerNumber: null }, why: 'no-number' },
  { name: 'on a short code', record: numberOf('+172345'), why: 'no-phone' },
  { name: 'on a code with +1', record: numberOf('+12345678'), why: 'no-phone' },
  { name: 'on a toll-free number', record: numberOf('+18005550143'), why: 'toll-free' },
  { name: 'on a premium-rate number', record: numberOf('+19005550143'), why: 'premium-rate' },
  { name: 'on a personal number', record: numberOf('+15005550143'), why: 'personal' },
  { name: 'on a satellite', record: numberOf('+881612345678'), why: 'other-country' },
  { name: 'who is blocked', tenant: { callers: { block: [CALLER] } }, why: 'blocked' },
  {
    name: 'of a blocked country',
    tenant: { callers: { countries: { block: ['US'] } } },
    why: 'blocked',
  },
  { name: 'whom an add-on calls spam', record: doubted('challenge-spam'), why: 'suspect' },
  {
    name: 'whose carrier disowns the number, as Twilio says',
    services: { readAttestation: () => Promise.resolve('failed') },
    why: 'failed-attestation',
  },
  {
    name: 'of whose carrier Twilio says nothing',
    services: { readAttestation: () => Promise.reject(new Error('down')) },
  },
  {
    name: 'of whom the front door heard that the carrier disowns the number',
    record: doubted('failed-verification'),
    why: 'suspect',
  },
  { name: 'on the called number itself', record: numberOf(OWN), why: 'own-number' },
  {
    name: 'on another of our numbers',
    services: { isOwnNumber: () => Promise.resolve(true) },
    why: 'own-number',
  },
  {
    name: 'of whom the called number is not known',
    record: { calledNumber: null },
    why: 'no-called-number',
  },
  { name: 'during an outage', services: { isOutage: () => true }, why: 'outage' },
  { name: 'where no secret hides the number', services: { secret: undefined }, why: 'no-secret' },
];

describe.each(KINDS)('a caller $name', ({ record, tenant, services, why }) => {
  it.each(CALL_OUTCOMES)('is texted or not after %s', async (outcome) => {
    const world = textWorld(services);

    await world.text(recordOf(outcome, record), readTenant({ ...TEXT_BACK, ...tenant }));

    const isTexted = MISSED[outcome] && why === undefined;
    expect(world.sent.map(({ to }) => to)).toEqual(
      isTexted ? [record?.callerNumber ?? CALLER] : [],
    );
    expect(world.refusals).toEqual(MISSED[outcome] && why !== undefined ? [why] : []);
  });
});

describe('a missed caller', () => {
  it('is texted from the called number, and Twilio reports what becomes of it', async () => {
    const { text, sent, entries } = textWorld();

    await text(recordOf('fallback'), readTenant(TEXT_BACK));

    expect(sent).toEqual([
      {
        from: OWN,
        to: CALLER,
        body: 'Riverside Dental: Sorry we missed your call. Reply to this text, or call us again.',
        statusUrl: 'https://switchboard-1234.twil.io/text/status',
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain(CALLER.slice(1));
    expect(entries).toMatchObject([{ event: 'text.sent', kind: 'text-back', to: '+*********43' }]);
  });

  it('is texted once in 24 hours, and by each tenant', async () => {
    const world = textWorld();
    const { text, sent, store } = world;
    const tenant = readTenant(TEXT_BACK);

    await text(recordOf('fallback'), tenant);
    await text(recordOf('closed', { callSid: `CA${'2'.repeat(32)}` }), tenant);
    await text(recordOf('closed', { callerNumber: '+12025550144' }), tenant);

    expect(sent.map(({ to }) => to)).toEqual([CALLER, '+12025550144']);
    expect(world.refusals).toEqual(['texted-today']);
    expect([...store.items.keys()].join()).not.toMatch(/\d{7}/);
  });

  it('gets no text where nobody knows whether they got one', async () => {
    const down = () => Promise.reject(new Error('down'));
    const store = { add: down, read: down, replace: down, remove: down };
    const world = textWorld();
    const services = { bounds: { store, nowMs: () => 0, log: createFakeLog().log } };
    const blind = textWorld(services);

    await world.text(recordOf('fallback'), readTenant(TEXT_BACK));
    await blind.text(recordOf('fallback'), readTenant(TEXT_BACK));

    expect([world.sent.length, blind.sent.length]).toEqual([1, 0]);
  });
});

describe('a missed caller who got no text', () => {
  const NEXT = { callSid: `CA${'2'.repeat(32)}` };

  it('because of the bound gets one after a call in the next hour', async () => {
    let nowMs = Date.UTC(2026, 10, 30, 9, 30);
    const { log } = createFakeLog();
    const world = textWorld({ bounds: { store: memoryStore(), nowMs: () => nowMs, log } });
    const tenant = readTenant({ afterCall: { textBack: { perHour: 1 } } });
    await world.text(recordOf('fallback', { callerNumber: '+12025550150' }), tenant);
    await world.text(recordOf('fallback'), tenant);

    nowMs += 3_600_000;
    await world.text(recordOf('fallback', NEXT), tenant);

    expect(world.sent.map(({ to }) => to)).toEqual(['+12025550150', CALLER]);
  });

  it.each([
    ['gets one after the next call, if Twilio refused it', 21_606, 2],
    ['gets none, if it is not known whether it was sent', undefined, 1],
  ])('%s', async (_case, code, tries) => {
    const sendText = jest.fn(() => Promise.reject(Object.assign(new Error('no'), { code })));
    const world = textWorld({ sendText });

    await world.text(recordOf('fallback'), readTenant(TEXT_BACK));
    await world.text(recordOf('fallback', NEXT), readTenant(TEXT_BACK));

    expect(sendText).toHaveBeenCalledTimes(tries);
  });

  it('is not texted where Sync does not forget it, and the log says so', async () => {
    const { log, entries } = createFakeLog();
    const store = { ...memoryStore(), remove: () => Promise.reject(new Error('down')) };
    const sendText = () => Promise.reject(Object.assign(new Error('no'), { code: 21_606 }));
    const world = textWorld({ bounds: { store, nowMs: () => 0, log }, sendText });

    await world.text(recordOf('fallback'), readTenant(TEXT_BACK));

    expect(entries.map(({ event }) => event)).toEqual(['text.refused', 'text.unreleased']);
  });
});

describe('the texts of an hour', () => {
  it('are not sent where so many count at once that Sync cannot', async () => {
    const { log } = createFakeLog();
    const crowded = {
      ...memoryStore(),
      read: (_map: string, key: string) =>
        Promise.resolve({ key, revision: '1', data: { count: 1 } }),
      replace: () => Promise.resolve('changed' as const),
    };
    const world = textWorld({ bounds: { store: crowded, nowMs: () => 0, log } });

    await world.text(recordOf('fallback'), readTenant(TEXT_BACK));

    expect(world.sent).toEqual([]);
  });

  it('are as many as the tenant says, and the first one too many leaves a warning', async () => {
    const world = textWorld();
    const { text, sent, entries } = world;
    const tenant = readTenant({ afterCall: { textBack: { perHour: 3 } } });

    for (let index = 0; index < 6; index += 1) {
      await text(recordOf('fallback', { callerNumber: `+1202555015${index}` }), tenant);
    }

    expect(sent).toHaveLength(3);
    expect(world.refusals).toEqual(Array(3).fill('enough-this-hour'));
    expect(entries.filter(({ event }) => event === 'bound.met')).toMatchObject([
      { bound: 'textsPerTenantHour', max: 3 },
    ]);
  });
});
