import { buildAlertMessage } from '../../../../cli/incident/watch/alert-message';
import type { Incident } from '../../../../cli/incident/watch/incidents';
import type { Observation } from '../../../../cli/incident/watch/look';
import { HOUR_MS, MINUTE_MS, playRounds, repeat, seen, seenAmong } from './play-rounds';

/** So many calls that all go well: what is wrong with the others hardly shows among all. */
const large = { tenant: 'large', calls: 500, bad: 0 };
const dental = (calls: number, bad: number) => ({ tenant: 'dental', calls, bad });
const legal = (calls: number, bad: number) => ({ tenant: 'legal', calls, bad });

const bothBad = seen(large, dental(20, 20), legal(5, 5));
const dentalWell = seen(large, dental(20, 0));
const dentalBad = seen(large, dental(20, 20));
const dentalWellLegalBad = seen(large, dental(20, 0), legal(5, 5));

/** Returns the beginnings and ends of which messages tell. */
function listMessages(stepMs: number, looks: readonly Observation[]): string[] {
  return playRounds(stepMs, looks).flatMap((incidents) =>
    incidents
      .filter(({ isSent, endedAt }) => !isSent || endedAt !== undefined)
      .map((each) => `${each.endedAt ? 'ended' : 'begun'} ${each.tenantIds.join(' ') || 'all'}`),
  );
}

/** Returns what the last round tells of its only incident. */
function showLast(stepMs: number, looks: readonly Observation[]): string {
  const [incident]: readonly Incident[] = playRounds(stepMs, looks).at(-1) ?? [];
  return incident === undefined ? '' : buildAlertMessage(incident, 'production').text;
}

describe('an incident of several tenants', () => {
  it('ends with those that call, and tells whom nobody has called since', () => {
    const looks = [bothBad, dentalWell, dentalWell];

    expect(showLast(HOUR_MS, looks)).toBe(`Over: calls do not reach Vapi
It was: 25 of 25 calls (100 %) never reached Vapi
From 2026-08-01T05:59:00Z until 2026-08-01T08:00:00Z
No calls were seen since 2026-08-01T06:45:00Z: it may not be over for legal
Tenants: dental, legal`);
  });

  it('hides no new outage behind a tenant that nobody calls', () => {
    const looks = [bothBad, ...repeat(dentalWell, 20), dentalBad, ...repeat(dentalWell, 20)];

    expect(listMessages(HOUR_MS, looks)).toEqual([
      'begun dental legal',
      'ended dental legal',
      'begun dental',
      'ended dental',
    ]);
  });

  it('hides no new outage behind a tenant that continues to be bad', () => {
    const dentalAnew = [...repeat(bothBad, 3), ...repeat(dentalWellLegalBad, 6)];
    const looks = [bothBad, ...repeat(dentalWellLegalBad, 6), ...dentalAnew];

    expect(listMessages(MINUTE_MS, looks)).toEqual([
      'begun dental legal',
      'begun dental',
      'ended dental',
    ]);
  });

  it('continues for a tenant that was bad while the others were calm already', () => {
    const looks = [bothBad, ...repeat(dentalWellLegalBad, 30), ...repeat(dentalWell, 60)];

    expect(listMessages(MINUTE_MS, looks)).toEqual(['begun dental legal']);
  });

  it('waits for a tenant with few calls of which some are wrong', () => {
    const few = seen(large, dental(20, 0), legal(2, 1));

    expect(listMessages(HOUR_MS, [bothBad, ...repeat(few, 48)])).toEqual(['begun dental legal']);
  });

  it.each([
    ['one is', new Set(['large', 'dental']), /^Over: [^]*\nNo longer watched: legal\n/],
    ['all are', new Set(['large']), /^Closed: [^]*\nNo longer watched: dental, legal\n/],
  ])('forgets tenants that have left the file: %s', (_name, watched, words) => {
    const calls = watched.has('dental') ? [large, dental(20, 0)] : [large];
    const looks = [bothBad, ...repeat(seenAmong(watched, ...calls), watched.size)];

    expect(showLast(HOUR_MS, looks)).toMatch(words);
    expect(listMessages(HOUR_MS, looks)).toEqual(['begun dental legal', 'ended dental legal']);
  });
});

describe('an incident after which nobody calls', () => {
  it.each([
    ['all calls', seen(dental(20, 20)), seen(), 'all'],
    ['two tenants', bothBad, seen(large), 'dental, legal'],
  ])('ends after a day, and does not call it over: %s', (_name, begun, quiet, whom) => {
    const day = [begun, ...repeat(quiet, 25)];

    expect(playRounds(HOUR_MS, day.slice(0, -1)).at(-1)).toMatchObject([{ isSent: true }]);
    expect(showLast(HOUR_MS, day)).toMatch(
      new RegExp(
        `^Closed: calls do not reach Vapi\n.*\nSince 2026-08-01T05:59:00Z\nNo calls were seen since 2026-08-01T06:45:00Z: it may not be over for ${whom}\n`,
      ),
    );
  });

  it('counts the silence anew after each call', () => {
    const oneBad = seen(large, dental(1, 1));
    const looks = [dentalBad, ...repeat(seen(large), 23), oneBad, ...repeat(seen(large), 23)];

    expect(listMessages(HOUR_MS, looks)).toEqual(['begun dental']);
  });
});
