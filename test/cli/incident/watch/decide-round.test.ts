import { type Incident, NOTHING_YET } from '../../../../cli/incident/watch/incidents';
import { decideRound } from '../../../../cli/incident/watch/decide-round';
import type { Observation } from '../../../../cli/incident/watch/look';
import { CliError } from '../../../../cli/core/cli-error';
import { BEGIN_MS, MINUTE_MS, options, playRounds, repeat, seen, seenWithout } from './play-rounds';

const blind: Observation = { kind: 'blind', why: 'Vapi answered 503' };
const bad = seen({ calls: 20, bad: 5 });
const calm = seen({ calls: 20, bad: 1 });
const edge = seen({ calls: 20, bad: 2 });
const quiet = seen();

/** One round a minute: returns the kinds of what was open after each, and told as over. */
function follow(...looks: readonly Observation[]): string[] {
  return playRounds(MINUTE_MS, looks).map((incidents) =>
    incidents.map(({ endedAt, kind }) => (endedAt ? `${kind} over` : kind)).join(),
  );
}

const NEVER = 'never-reached-vapi';

describe('decideRound', () => {
  it('ends an incident once all has been well for long enough', () => {
    expect(follow(bad, ...repeat(calm, 6), calm)).toEqual([
      ...Array.from({ length: 6 }, () => NEVER),
      `${NEVER} over`,
      '',
    ]);
  });

  it('makes one incident of what comes and goes', () => {
    const flapping = [bad, calm, calm, bad, calm, edge, calm, bad, edge, calm, calm, calm];

    expect(new Set(follow(...flapping, ...flapping))).toEqual(new Set([NEVER]));
  });

  it('neither begins nor goes away at the edge', () => {
    expect(follow(edge, edge)).toEqual(['', '']);
    expect(new Set(follow(bad, ...repeat(edge, 20)))).toEqual(new Set([NEVER]));
  });

  it('keeps what it cannot say: no calls, too few, nothing to be seen', () => {
    const few = seen({ calls: 4, bad: 1 });

    expect(new Set(follow(bad, ...repeat(quiet, 10), ...repeat(few, 10), blind))).toEqual(
      new Set([NEVER]),
    );
  });

  it('takes a few calls that went well as the end', () => {
    expect(follow(bad, ...repeat(seen({ calls: 2, bad: 0 }), 6)).at(-1)).toBe(`${NEVER} over`);
  });

  it('calls it blind only after a while, and takes a while to believe the end', () => {
    expect(follow(blind, blind, blind, calm, blind, ...repeat(calm, 6))).toEqual([
      '',
      '',
      ...Array.from({ length: 8 }, () => 'cannot-look'),
      'cannot-look over',
    ]);
    expect(follow(blind, calm, blind, calm, blind).join('')).toBe('');
  });

  it('begins for each tenant that meets a bound, and ends when it meets no more (T11)', () => {
    const meet = (...tenantIds: string[]) => {
      const look = seen({ calls: 20, bad: 1 });
      for (const tenantId of tenantIds) {
        look.collector.addMetBound({
          kind: 'bound',
          tenantId,
          bound: 'smsPerTenantHour',
          atMs: BEGIN_MS,
        });
      }
      return look;
    };

    const rounds = playRounds(MINUTE_MS, [
      meet('dental'),
      meet('dental'),
      meet('legal'),
      ...repeat(calm, 7),
    ]);

    expect(rounds[1]).toMatchObject([
      { kind: 'bound-met', tenantIds: ['dental'], what: 'met: smsPerTenantHour of dental' },
    ]);
    expect(rounds[2]).toMatchObject([{ tenantIds: ['dental'] }, { tenantIds: ['legal'] }]);
    expect(rounds.flat().filter(({ endedAt }) => endedAt !== undefined)).toHaveLength(2);
    expect(rounds.at(-1)).toEqual([]);
  });

  it('begins for a small tenant whose last calls are wrong, hours apart, among many good ones (O6)', () => {
    const rounds = Array.from({ length: 14 }, (_item, index) => {
      const atMs = BEGIN_MS + index * 25 * MINUTE_MS - MINUTE_MS;
      return seen({ tenant: 'large', calls: 260, bad: 0, atMs }, { calls: 1, bad: 1, atMs });
    });

    const incidents = playRounds(25 * MINUTE_MS, rounds);

    expect(incidents.slice(0, 4)).toEqual([[], [], [], []]);
    expect(incidents[4]).toMatchObject([
      { kind: NEVER, tenantIds: ['dental'], what: '5 of 5 calls (100 %) never reached Vapi' },
    ]);
    expect(incidents.at(-1)).toMatchObject([{ tenantIds: ['dental'] }]);
  });

  it('begins nothing for a small tenant with one wrong call now and then (O6)', () => {
    const rounds = Array.from({ length: 20 }, (_item, index) => {
      const atMs = BEGIN_MS + index * 25 * MINUTE_MS - MINUTE_MS;
      return seen({ calls: 1, bad: index % 3 === 0 ? 1 : 0, atMs });
    });

    expect(playRounds(25 * MINUTE_MS, rounds).flat()).toEqual([]);
  });

  it('tells of a key that cannot be asked for a while, and still classifies the others (O3)', () => {
    const error = new CliError(4, 'listing calls with NORTH: Vapi answered 503');
    const failure = { apiKeyEnv: 'NORTH', tenantIds: ['legal'], error };
    const blindForLegal = seenWithout(failure, calm);

    expect(follow(blindForLegal, calm, blindForLegal, blindForLegal, blindForLegal)).toEqual([
      '',
      '',
      '',
      '',
      'cannot-look',
    ]);
    expect(follow(seenWithout(failure, bad))).toEqual([NEVER]);
  });

  it('keeps an incident of a tenant while its key cannot be asked (O3)', () => {
    const error = new CliError(4, 'listing calls with NORTH: Vapi answered 503');
    const failure = { apiKeyEnv: 'NORTH', tenantIds: ['legal'], error };
    const large = { tenant: 'large', calls: 200, bad: 0 };
    const begun = seen(large, { calls: 5, bad: 5 }, { tenant: 'legal', calls: 5, bad: 5 });
    const well = seen(large, { calls: 5, bad: 0 });

    const open = follow(begun, ...repeat(seenWithout(failure, well), 30));

    expect(open.every((kinds) => kinds.includes(NEVER))).toBe(true);
  });

  it('begins one incident for all tenants that are bad while all together are not', () => {
    const look = seen(
      { tenant: 'large', calls: 200, bad: 0 },
      { tenant: 'legal', calls: 5, bad: 4 },
      { tenant: 'dental', calls: 6, bad: 5 },
    );
    const [incident]: readonly Incident[] = decideRound(
      NOTHING_YET,
      look,
      options,
      BEGIN_MS,
    ).incidents;

    expect(incident).toMatchObject({
      tenantIds: ['dental', 'legal'],
      affected: ['dental', 'legal'],
      what: '9 of 11 calls (82 %) never reached Vapi',
      since: '2026-08-01T05:59:00.000Z',
    });
  });

  it('begins no incident for a tenant while there is one for all', () => {
    const all = seen(
      { tenant: 'legal', calls: 10, bad: 5 },
      { tenant: 'dental', calls: 10, bad: 0 },
    );

    expect(follow(all, all, all)).toEqual([NEVER, NEVER, NEVER]);
  });
});
