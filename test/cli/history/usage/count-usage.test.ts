import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TwilioRow, VapiRow } from '../../../../cli/history/reconcile/call-rows';
import { Spill } from '../../../../cli/history/reconcile/spill';
import { countUsage } from '../../../../cli/history/usage/count-usage';

const FROM_MS = Date.parse('2026-08-01T00:00:00Z');
const window = { fromMs: FROM_MS, untilMs: FROM_MS + 3 * 60 * 60_000 };
const sidOf = (index: number) => `CA${String(index).padStart(32, '0')}`;

/** A call with its calls at Vapi and its legs, each of which begins somewhere around the window. */
const story = fc.record({
  startSeconds: fc.integer({ min: -3_600, max: 4 * 3_600 }),
  seconds: fc.integer({ min: 0, max: 900 }),
  tenantId: fc.constantFrom('dental', 'legal', ''),
  vapi: fc.array(fc.record({ at: fc.integer({ min: 0, max: 900 }), cost: fc.nat(9_999) }), {
    maxLength: 3,
  }),
  legs: fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 2 }),
});

function toRows(stories: readonly (typeof story extends fc.Arbitrary<infer T> ? T : never)[]) {
  const twilio: TwilioRow[] = [];
  const vapi: VapiRow[] = [];
  for (const [index, each] of stories.entries()) {
    const startMs = FROM_MS + each.startSeconds * 1_000;
    const row = {
      callSid: sidOf(index),
      startMs,
      status: 'completed',
      durationSeconds: each.seconds,
      tenantId: each.tenantId,
      caller: { key: `k${index}`, shown: '***' },
    };
    twilio.push(row);
    for (const [number, at] of each.legs.entries()) {
      const leg = { callSid: sidOf(1_000 + index * 10 + number), parentSid: row.callSid };
      // A leg begins while its call lasts.
      const legMs = startMs + Math.min(at, each.seconds) * 1_000;
      twilio.push({ ...row, ...leg, startMs: legMs, durationSeconds: 60, isOutgoing: true });
    }
    for (const [number, { at, cost }] of each.vapi.entries()) {
      vapi.push({
        vapiCallId: `v${index}-${number}`,
        createdMs: startMs + Math.min(at, each.seconds) * 1_000,
        status: 'ended',
        callSids: [row.callSid],
        isOurs: true,
        costUsd: cost / 10_000,
      });
    }
  }
  return { twilio, vapi };
}

describe('countUsage', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'usage-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('counts every row of the window once, whatever the tenants, the rules and the order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(story, { maxLength: 12 }), async (stories) => {
        const { twilio, vapi } = toRows(stories);
        const spill = Spill.open(folder, ['usage'], { window, nowMs: Date.now(), isWanted: true });
        spill.addPage('twilio', [...twilio].reverse(), { source: 't', position: 'done' });
        spill.addPage('vapi', [...vapi].reverse(), { source: 'v', position: 'done' });
        const rules = { underSeconds: 30, isRejectedOut: true };

        const counted = await countUsage(spill, {
          ...{ window, days: undefined, rules },
          readTraces: undefined,
        });

        const isIn = (ms: number) => ms >= window.fromMs && ms < window.untilMs;
        const all = [...counted.tenants.values()].flatMap(({ billed, excluded }) => [
          billed,
          ...Object.values(excluded),
        ]);
        const sum = (pick: (count: (typeof all)[number]) => number) =>
          all.reduce((total, count) => total + pick(count), 0);
        expect(sum(({ inbound, outgoing }) => inbound.count + outgoing.count)).toBe(
          twilio.filter(({ startMs }) => isIn(startMs)).length,
        );
        expect(sum(({ vapi: part }) => part.count)).toBe(
          vapi.filter(({ createdMs }) => isIn(createdMs)).length,
        );
        for (const tenantId of ['dental', 'legal', '']) {
          const own = counted.tenants.get(tenantId);
          const legs = twilio.filter((row) => row.tenantId === tenantId && isIn(row.startMs));
          const { billed, excluded } = own ?? { billed: undefined, excluded: undefined };
          const parts = billed ? [billed, ...Object.values(excluded)] : [];
          expect(
            parts.reduce((n, { inbound, outgoing }) => n + inbound.count + outgoing.count, 0),
          ).toBe(legs.length);
        }
      }),
      { numRuns: 60 },
    );
  });
});
