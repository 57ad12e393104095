import { decideHours, type Hours } from '../../src/tenants/hours';
import { speakHours } from '../../src/tenants/spoken-hours';
import { BERLIN, PRACTICE } from '../fakes/practice-hours';

describe('speakHours', () => {
  const EVENING = new Date('2026-12-24T17:30Z');
  const speak = (language: string, hours: Hours | undefined = PRACTICE) =>
    speakHours(decideHours(hours, EVENING), { timeZone: hours?.timeZone, language, at: EVENING });

  it('says when it opens, in English', () => {
    expect(speak('en-US')).toEqual({
      isOpen: 'false',
      closedReason: 'special',
      opensAt: 'Friday, December 25 at 9:00 AM',
      localTime: 'Thursday, December 24 at 6:30 PM',
      todayHours: '8:00 AM – 10:00 AM',
      timeZone: BERLIN,
    });
  });

  it('says it in the language of the tenant', () => {
    expect(speak('de-DE')).toMatchObject({
      opensAt: 'Freitag, 25. Dezember um 9:00',
      todayHours: '8:00 – 10:00',
    });
  });

  it('says both halves of a day, and no reason while it is open', () => {
    const at = new Date('2026-11-23T09:00Z');

    const spoken = speakHours(decideHours(PRACTICE, at), {
      timeZone: BERLIN,
      language: 'en-US',
      at,
    });

    expect(spoken).toMatchObject({ isOpen: 'true', closedReason: '', opensAt: '' });
    expect(spoken.todayHours).toBe('8:00 AM – 12:00 PM, 1:00 PM – 5:00 PM');
  });

  it.each<[string, string, string]>([
    ['2026-11-23T20:00Z', 'hours', 'week'],
    ['2026-12-26T09:00Z', 'holiday', 'holiday'],
    ['2026-12-29T09:00Z', 'special', 'special'],
  ])('gives the reason at %s: %s', (time, reason) => {
    const at = new Date(time);

    const spoken = speakHours(decideHours(PRACTICE, at), {
      timeZone: BERLIN,
      language: 'en-US',
      at,
    });

    expect(spoken.closedReason).toBe(reason);
  });

  it('says no time without a time zone, nor in a language that is none', () => {
    const at = EVENING;
    const unsaid = { opensAt: '', localTime: '' };

    expect(
      speakHours(decideHours(undefined, at), { timeZone: undefined, language: 'en-US', at }),
    ).toEqual({ isOpen: 'true', closedReason: '', ...unsaid, todayHours: '', timeZone: '' });
    expect(speak('?')).toMatchObject({ isOpen: 'false', ...unsaid });
  });
});
