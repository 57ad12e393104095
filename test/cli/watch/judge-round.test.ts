import type { TwilioRow } from '../../../src/cli/reconcile/call-rows';
import type { CallClass } from '../../../src/cli/reconcile/classify';
import { type Incident, NOTHING_YET, type WatchState } from '../../../src/cli/watch/incidents';
import { judgeRound } from '../../../src/cli/watch/judge-round';
import type { WatchOptions } from '../../../src/cli/watch/read-options';
import { CallCollector } from '../../../src/cli/watch/signals';

const MINUTE_MS = 60_000;
const BEGIN_MS = Date.parse('2026-08-01T06:00:00Z');
const options: WatchOptions = {
  windowMs: 15 * MINUTE_MS,
  calmMs: 5 * MINUTE_MS,
  maxBlindMs: 2 * MINUTE_MS,
  minCalls: 5,
  minBadCalls: 3,
  limits: { 'never-reached-vapi': 0.1, fallback: 0.2, 'stream-errors': 0.1, 'slow-answer': 10 },
};

/** What a look sees: so many calls of a tenant, and how many of them never reached Vapi. */
function seen(...parts: readonly { tenant?: string; calls: number; bad: number }[]) {
  const collector = new CallCollector();
  for (const { tenant = 'dental', calls, bad } of parts) {
    for (let index = 0; index < calls; index += 1) {
      const callClass: CallClass = index < bad ? 'never-reached-vapi' : 'transferred';
      const twilio: TwilioRow = {
        callSid: `CA${index}`,
        startMs: BEGIN_MS - MINUTE_MS,
        status: 'completed',
        durationSeconds: 30,
        tenantId: tenant,
        caller: { key: 'k', shown: '+*********43' },
      };
      collector.add({ twilio, vapi: [], joinedBy: undefined }, { callClass, why: '' });
    }
  }
  return { kind: 'seen', collector } as const;
}

type Look = Parameters<typeof judgeRound>[1];
const blind: Look = { kind: 'blind', why: 'Vapi answered 503' };
const bad = seen({ calls: 20, bad: 5 });
const calm = seen({ calls: 20, bad: 1 });
const edge = seen({ calls: 20, bad: 2 });
const quiet = seen();

/** One round a minute: returns what was open after each, and told as over. */
function follow(...looks: readonly Look[]): string[] {
  let state: WatchState = NOTHING_YET;
  return looks.map((each, minute) => {
    state = judgeRound(state, each, options, BEGIN_MS + minute * MINUTE_MS);
    const words = state.incidents.map(({ endedAt, kind }) => (endedAt ? `${kind} over` : kind));
    const open = state.incidents.filter(({ endedAt }) => endedAt === undefined);
    state = { ...state, incidents: open.map((incident) => ({ ...incident, isTold: true })) };
    return words.join();
  });
}

const NEVER = 'never-reached-vapi';
const repeat = (look: Look, count: number): Look[] => Array.from({ length: count }, () => look);

describe('judgeRound', () => {
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

  it('keeps what it cannot tell: no calls, too few, nothing to be seen', () => {
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

  it('begins one incident for all tenants that are bad while all together are not', () => {
    const look = seen(
      { tenant: 'large', calls: 200, bad: 0 },
      { tenant: 'legal', calls: 5, bad: 4 },
      { tenant: 'dental', calls: 6, bad: 5 },
    );
    const [incident]: readonly Incident[] = judgeRound(
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
