import { reportTextStatus } from '../../src/texts/report-status';
import { explainTextError, TEXT_ERRORS } from '../../src/texts/text-errors';
import { parseTextStatus } from '../../src/twilio/text-status';
import { createFakeLog } from '../fakes/fake-log';
import { CALLER } from '../fakes/tenants';
import { readTenant, recordOf, textWorld } from './text-world';

const CODES = [
  ...[21211, 21408, 21606, 21608, 21610, 21612, 21614, 20429],
  ...[30003, 30005, 30006, 30007, 30032, 30034],
];

describe('an error of Twilio’s', () => {
  it.each(CODES)('%d at once is logged in plain words, with a masked number', async (code) => {
    const refused = Object.assign(new Error(`To ${CALLER} …`), { status: 400, code });
    const { text, entries } = textWorld({ sendText: () => Promise.reject(refused) });

    await text(recordOf('fallback'), readTenant({ afterCall: { textBack: {} } }));

    const { why, fix } = TEXT_ERRORS[code]!;
    expect(entries).toMatchObject([
      { level: 'warn', event: 'text.refused', errorCode: code, why, fix, to: '+*********43' },
    ]);
    expect(JSON.stringify(entries)).not.toContain(CALLER.slice(1));
  });

  it.each(CODES)('%d later is logged in the same words', (errorCode) => {
    const { log, entries } = createFakeLog();
    const form = { MessageSid: `SM${'1'.repeat(32)}`, To: CALLER, ErrorCode: String(errorCode) };

    reportTextStatus(parseTextStatus({ ...form, MessageStatus: 'undelivered' }), log);

    expect(entries).toMatchObject([
      { level: 'warn', event: 'text.undelivered', errorCode, ...TEXT_ERRORS[errorCode] },
    ]);
  });

  it('that nobody knows leads to Twilio’s own page', () => {
    expect(explainTextError(63_038).fix).toBe('see https://www.twilio.com/docs/api/errors/63038');
    expect(explainTextError(undefined).fix).toMatch(/Console/);
  });

  it('without a code, such as no answer, is logged with what is known', async () => {
    const { text, entries } = textWorld({ sendText: () => Promise.reject(new Error('timeout')) });

    await text(recordOf('fallback'), readTenant({ afterCall: { textBack: {} } }));

    expect(entries).toMatchObject([{ event: 'text.refused', detail: 'timeout' }]);
  });
});

describe('a status callback', () => {
  it.each([
    ['queued', []],
    ['sent', []],
    ['delivered', ['text.delivered']],
    ['undelivered', ['text.undelivered']],
    ['failed', ['text.undelivered']],
    ['<x>', []],
  ])('that says %s leaves %j', (MessageStatus, events) => {
    const { log, entries } = createFakeLog();

    reportTextStatus(parseTextStatus({ MessageStatus, To: CALLER }), log);

    expect(entries.map(({ event }) => event)).toEqual(events);
  });
});
