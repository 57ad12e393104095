import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject } from '../../../../build/project';
import type { TwilioRow, VapiRow } from '../../../../cli/history/reconcile/call-rows';
import { Spill } from '../../../../cli/history/reconcile/spill';
import { compareWithTwilio, compareWithVapi } from '../../../../cli/history/usage/compare';
import { countUsage } from '../../../../cli/history/usage/count-usage';
import { Money } from '../../../../cli/history/usage/money';
import { formatUsage } from '../../../../cli/history/usage/print-usage';
import { buildUsageData } from '../../../../cli/history/usage/usage-data';

const FROM_MS = Date.parse('2026-11-01T00:00:00Z');
const UNTIL_MS = Date.parse('2026-12-01T00:00:00Z');
const window = { fromMs: FROM_MS, untilMs: UNTIL_MS };
const sidOf = (index: number) => `CA${String(index).padStart(32, '0')}`;
const atMs = (index: number) => FROM_MS + (index % 28) * 24 * 60 * 60_000 + index * 1_000;

/** A made-up month: talks, short calls, transfers with a leg, and calls to a number of nobody. */
function makeRows() {
  const twilio: TwilioRow[] = [];
  const vapi: VapiRow[] = [];
  for (let index = 0; index < 200; index += 1) {
    const durationSeconds = index % 9 === 0 ? 6 : 40 + (index % 50) * 6;
    const startMs = atMs(index);
    const isOfNobody = index % 50 === 0;
    const tenantId = isOfNobody ? '' : index % 3 === 0 ? 'summit-hvac' : 'riverside-dental';
    const row = {
      ...{ callSid: sidOf(index), startMs, status: 'completed', durationSeconds, tenantId },
      ...{ caller: { key: `k${index}`, shown: '***' }, priceUnit: 'USD' },
    };
    twilio.push({ ...row, price: Math.ceil(durationSeconds / 60) * 0.0085 });
    if (isOfNobody || durationSeconds < 10) continue;
    const isTransfer = index % 40 === 7;
    vapi.push({
      ...{ vapiCallId: `v${index}`, createdMs: startMs + 1_000, startedMs: startMs + 2_000 },
      ...{ endedMs: startMs + durationSeconds * 1_000, status: 'ended', isOurs: true, tenantId },
      callSids: [row.callSid],
      ...(index === 199 ? {} : { costUsd: durationSeconds * 0.0015 }),
      ...(isTransfer ? { transferOutcome: 'no-answer' } : {}),
    });
    if (isTransfer) {
      const leg = { callSid: sidOf(1_000 + index), parentSid: row.callSid, durationSeconds: 25 };
      twilio.push({ ...row, ...leg, isOutgoing: true, price: 0.014 });
    }
  }
  return { twilio, vapi };
}

describe('docs/after-the-call.md', () => {
  it('shows usage as the command prints it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'usage-'));
    const spill = Spill.open(folder, ['usage'], { window, nowMs: Date.now(), isWanted: true });
    const rows = makeRows();
    spill.addPage('twilio', rows.twilio, { source: 't', position: 'done' });
    spill.addPage('vapi', rows.vapi, { source: 'v', position: 'done' });
    const rules = { underSeconds: 10, isRejectedOut: false };
    const counted = await countUsage(spill, {
      ...{ window, days: window, rules, readTraces: undefined },
    });
    rmSync(folder, { recursive: true, force: true });
    const [inbound, outbound, sms] = compareWithTwilio(counted, new Map());
    const money = new Money();
    money.addAll(inbound!.ours.money);
    money.add(0.0085, 'USD');
    const theirs = { count: inbound!.ours.count + 1, minutes: inbound!.ours.minutes + 1, money };
    const nobody = compareWithVapi(counted, undefined);

    const printed = formatUsage(
      buildUsageData(counted, {
        ...{ window, rules, timeZone: 'UTC', notes: [], shownIds: undefined, knownIds: [] },
        comparisons: [
          { ...inbound!, theirs, differingDays: ['2026-11-30'] },
          { ...outbound!, theirs: outbound!.ours, differingDays: [] },
          { ...sms!, theirs: sms!.ours },
          { ...nobody, theirs: nobody.ours },
        ],
        nameOf: (id) => id,
      }),
    );

    const page = readFileSync(inProject('docs/after-the-call.md'), 'utf8');
    expect(/```text\n(2026-11-01 [^]*?)\n```/.exec(page)?.[1]).toBe(printed);
  });
});
