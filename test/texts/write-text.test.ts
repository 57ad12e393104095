import { createFakeLog } from '../fakes/fake-log';
import type { CallRecord } from '../../src/call-record/call-record';
import { listSentenceLanguages } from '../../src/speech/sentences';
import { countSegments } from '../../src/texts/segments';
import { readTenant, recordOf, textWorld } from './text-world';

const bodyOf = async (afterCall: object, record: CallRecord, tenant: object = {}) => {
  const world = textWorld();
  await world.text(record, readTenant({ afterCall, ...tenant }));
  return world.sent[0]?.body;
};

describe('the text to a missed caller', () => {
  const own = { en: 'Sorry! {{businessName}}', 'de-AT': 'Servus, {{businessName}}' };

  it.each<[string, string | null, object, string]>([
    ['the caller’s language', 'de-DE', {}, 'Riverside Dental: Leider haben wir Ihren Anruf'],
    ['English, where we have no words', 'ja-JP', {}, 'Riverside Dental: Sorry we missed'],
    ['the tenant’s language, if nothing is known', null, {}, 'Riverside Dental: Sorry we missed'],
    ['the tenant’s own words', 'en-US', { text: own }, 'Sorry! Riverside Dental'],
    ['the tenant’s words for a whole tag', 'de-AT', { text: own }, 'Servus, Riverside Dental'],
    [
      'our words, where the tenant has none',
      'fr-FR',
      { text: own },
      'Riverside Dental: Nous avons',
    ],
    ['one text for everybody', 'fr-FR', { text: 'Call again.' }, 'Call again.'],
  ])('is in %s', async (_case, language, textBack, begin) => {
    const body = await bodyOf({ textBack }, recordOf('fallback', { language }));

    expect(body?.slice(0, begin.length)).toBe(begin);
  });

  it.each(listSentenceLanguages())('is one message in %s, without rare characters', async (tag) => {
    const body = await bodyOf({ textBack: {} }, recordOf('closed', { language: tag }));

    expect(countSegments(body ?? '')).toEqual({ count: 1, encoding: 'GSM-7' });
    expect(body).toMatch(/^Riverside Dental: \p{Lu}/u);
  });
});

describe('the text after a talk', () => {
  const talk = (parts: Partial<CallRecord> = {}) => recordOf('assistant', parts);
  const ALLOWED = { allowModelText: true, maxModelCharacters: 40 };

  it.each<[object, Partial<CallRecord>, string]>([
    [
      { text: 'Thank you for calling {{businessName}} ({{totalSeconds}} s).' },
      {},
      'Thank you for calling Riverside Dental (60 s).',
    ],
    [
      { text: 'From {{ callerNumber }} to {{calledNumber}}' },
      {},
      'From +12025550143 to +12025550101',
    ],
    [{ text: 'A {{personSeconds}}.' }, {}, 'A .'],
    [{ text: { de: 'Danke', en: 'Thanks' } }, { language: 'de-AT' }, 'Danke'],
    [{ text: { de: 'Danke', en: 'Thanks' } }, { language: 'fr-FR' }, 'Thanks'],
    [{ text: { de: 'Danke' } }, { language: 'fr-FR' }, 'Danke'],
    [
      { ...ALLOWED, text: 'Noted: {{summary}}' },
      { summary: 'x'.repeat(300) },
      `Noted: ${'x'.repeat(40)}`,
    ],
    [{ ...ALLOWED, text: 'Noted: {{summary}}' }, { summary: null }, 'Noted:'],
    [
      { ...ALLOWED, text: 'At {{structuredData.slot.time}}, {{structuredData.seats}}' },
      { structuredData: { slot: { time: '10:30' }, seats: 4 } },
      'At 10:30, 4',
    ],
    [
      { ...ALLOWED, text: 'All: {{structuredData.slots}}.' },
      { structuredData: { slots: ['a'] } },
      'All: .',
    ],
    [{ ...ALLOWED, text: 'Has {{structuredData.constructor}}.' }, { structuredData: {} }, 'Has .'],
  ])('%j of %j is filled in', async (followUp, parts, body) => {
    expect(await bodyOf({ followUp }, talk(parts))).toBe(body);
  });

  it.each([
    ['go to https://evil.example/x?y=1 now', 'go to now'],
    ['go to evil.example/pay now', 'go to now'],
    ['go to evil.1.2.3.4com now', 'go to evil. com now'],
    ['see www.evil.example', 'see'],
    ['see my_evil_shop.example/x, or 203.0.113.7/pay', 'see or'],
    ['write to jane@evil.example please', 'write to please'],
    ['go to evil．example, ｅｖｉｌ․example or evil。example', 'go to , or'],
    ['ＨＴＴＰ：／／evil or jane＠evil.example or evil.xn--p1ai/x', 'or or'],
    ['javascript://x and tel:+19005550100 ok', 'and ok'],
    ['one\r\nSTOP\u0000two\u2028three', 'one STOP two three'],
    ['\u202eright to left\u200b', 'right to left'],
    ['ask {{callerNumber}} again', 'ask {{callerNumber}} again'],
    ['at 3.30 p.m. on 1.12., for 4.', 'at 3.30 p.m. on 1.12., for 4.'],
  ])('has of %j what leads nowhere', async (summary, expected) => {
    const followUp = { allowModelText: true, maxModelCharacters: 100, text: 'A {{summary}}' };

    expect(await bodyOf({ followUp }, talk({ summary }))).toBe(`A ${expected}`);
  });

  it('reads a long text of the model in no time, however it is made', async () => {
    const followUp = { allowModelText: true, text: 'A {{summary}}' };
    const summary = 'a.'.repeat(100_000);

    expect((await bodyOf({ followUp }, talk({ summary })))?.length).toBeLessThanOrEqual(162);
  });

  it('is cut where Twilio would refuse it', async () => {
    const followUp = { ...ALLOWED, maxModelCharacters: 400, text: `A${' {{summary}}'.repeat(9)}` };

    const body = await bodyOf({ followUp }, talk({ summary: '😀'.repeat(300) }));

    expect(body?.length).toBeLessThanOrEqual(1_600);
    expect(body).not.toMatch(/[\ud800-\udbff]$/);
  });
});

describe('when a talk leads to a text', () => {
  it.each<[string, object, CallRecord, boolean]>([
    ['the assistant', {}, recordOf('assistant'), true],
    ['a person, where only the assistant counts', {}, recordOf('person'), false],
    ['a person', { when: 'person' }, recordOf('person'), true],
    ['the assistant, where only a person counts', { when: 'person' }, recordOf('assistant'), false],
    ['anybody', { when: 'any' }, recordOf('person'), true],
    ['nobody', { when: 'any' }, recordOf('message'), false],
    ['nobody, who missed the call', { when: 'any' }, recordOf('fallback'), false],
    ['too short a talk', { minSeconds: 46 }, recordOf('assistant'), false],
    ['just long enough a talk', { minSeconds: 45 }, recordOf('assistant'), true],
    [
      'a talk of unknown length',
      { minSeconds: 1 },
      recordOf('assistant', { assistantSeconds: null }),
      false,
    ],
    [
      'a talk of unknown length, if that is no matter',
      {},
      recordOf('assistant', { assistantSeconds: null }),
      true,
    ],
  ])('is decided by %s', async (_case, rules, record, isTexted) => {
    const followUp = { text: 'Thank you.', ...rules };

    expect(await bodyOf({ followUp }, record)).toBe(isTexted ? 'Thank you.' : undefined);
  });

  it('comes once for a call, and not where nobody knows whether it came', async () => {
    const tenant = readTenant({ afterCall: { followUp: { text: 'Thank you.' } } });
    const world = textWorld();
    const { log } = createFakeLog();
    const busy = () => Promise.reject(Object.assign(new Error('busy'), { status: 429 }));
    const store = { add: busy, read: busy, replace: busy, remove: busy };
    const blind = textWorld({ bounds: { store, nowMs: () => 0, log } });

    for (const { text } of [world, world, blind]) await text(recordOf('assistant'), tenant);

    expect([world.sent.length, blind.sent.length]).toEqual([1, 0]);
    expect(world.refusals).toEqual(['texted-already']);
  });

  it('follows the same rules of who may be texted, and the same budget', async () => {
    const world = textWorld();
    const tenant = readTenant({
      afterCall: { textBack: { perHour: 2 }, followUp: { text: 'Thank you.', perHour: 2 } },
    });

    await world.text(recordOf('assistant', { callerNumber: '+447400123456' }), tenant);
    await world.text(recordOf('assistant', { callSid: `CA${'2'.repeat(32)}` }), tenant);
    await world.text(recordOf('assistant', { callSid: `CA${'3'.repeat(32)}` }), tenant);
    await world.text(recordOf('fallback'), tenant);

    expect(world.sent).toHaveLength(2);
    expect(world.refusals).toEqual(['other-country', 'enough-this-hour']);
  });
});
