import { CLIENT_WORDS } from '../../../../../cli/history/report/client/client-words';
import { createFormats } from '../../../../../cli/history/report/client/formats';
import { listSentenceLanguages } from '../../../../../src/speech/sentences';

const { 'en-US': english, ...others } = CLIENT_WORDS;
const listTexts = ({ outcomes, ...rest }: typeof english) => ({ ...rest, ...outcomes });

describe('the words of a client’s page', () => {
  it('are there in every language that callers are spoken to in', () => {
    expect(Object.keys(CLIENT_WORDS).sort()).toEqual([...listSentenceLanguages()].sort());
  });

  it.each(Object.entries(others))('are translated: %s', (_language, words) => {
    const texts = Object.entries(listTexts(words));
    const left = texts.filter(([name, text]) => text === listTexts(english)[name as 'calls']);

    expect(left).toEqual([]);
    expect(texts.filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it.each(Object.entries(CLIENT_WORDS))('name no vendor and no inner part: %s', (_tag, words) => {
    const texts = Object.values(listTexts(words)).join('\n');

    expect(texts).not.toMatch(/vapi|twilio|fallback|stream|tenant/i);
  });
});

describe('createFormats', () => {
  const [from, until] = ['2026-11-01T05:00:00.000Z', '2026-12-01T04:59:59.999Z'];

  it('writes dates and numbers as the language and region do, in the time zone', () => {
    const german = createFormats('de-DE', 'Europe/Berlin');
    const american = createFormats('en-US', 'America/New_York');

    expect(german.days('2026-10-31T23:00:00Z', '2026-11-30T22:59:59Z')).toMatch(
      /^1\..30\. November 2026$/,
    );
    expect(american.days(from, until)).toMatch(/^November 1.{1,3}30, 2026$/);
    expect([german.count(12_345), american.count(12_345)]).toEqual(['12.345', '12,345']);
    expect(german.money(1_234.5, 'EUR')).toMatch(/^1\.234,50\s€$/);
    expect(american.money(1_234.5, 'USD')).toBe('$1,234.50');
  });

  it('writes hours, days, shares and durations', () => {
    const german = createFormats('de-DE', 'Europe/Berlin');

    expect(german.hour(9)).toMatch(/^09:00.{1,3}10:00/);
    expect(german.hour(23)).toMatch(/23:00/);
    expect(german.day('2026-11-29')).toBe('Sonntag, 29. November 2026');
    expect(german.share(0.123)).toMatch(/^12,3\s%$/);
    expect(german.duration(3_700)).toBe('1 Std. 2 Min.');
    expect(german.duration(59)).toBe('1 Min.');
  });
});
