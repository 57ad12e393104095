import { compareWithTwilio, compareWithVapi, differs } from '../../../../cli/history/usage/compare';
import { TenantUsage } from '../../../../cli/history/usage/count-usage';
import { DailyFigures } from '../../../../cli/history/usage/daily-figures';
import { Money } from '../../../../cli/history/usage/money';

const DAY = '2026-11-29';
const fromMs = Date.parse(DAY);
const figure = (count: number, minutes: number, usd: number) => {
  const money = new Money();
  money.add(usd, 'USD');
  return { count, minutes, money };
};

/** One call of 61 seconds that cost 0.017 dollars. */
function countOneCall(): DailyFigures {
  const daily = new DailyFigures({ fromMs, untilMs: fromMs + 24 * 60 * 60_000 });
  daily.addTwilio({
    ...{ callSid: 'CA1', startMs: fromMs, status: 'completed', durationSeconds: 61 },
    ...{ tenantId: 'dental', caller: { key: 'k', shown: '***' }, price: 0.017, priceUnit: 'USD' },
  });
  return daily;
}

describe('compareWithTwilio', () => {
  it.each([
    ['the same', figure(1, 2, 0.017), false],
    ["what Twilio's rounding may hide", figure(1, 2, 0.0219), false],
    ['half a cent', figure(1, 2, 0.022), true],
    ['one minute', figure(1, 3, 0.017), true],
    ['one call without a price', figure(2, 2, 0.017), true],
  ])('finds a difference or none: %s', (_title, theirs, isDifferent) => {
    const [inbound] = compareWithTwilio(
      { daily: countOneCall() },
      new Map([[`calls-inbound ${DAY}`, theirs]]),
    );

    expect(differs(inbound!)).toBe(isDifferent);
    expect(inbound!.differingDays).toEqual(isDifferent ? [DAY] : []);
  });
});

describe('compareWithVapi', () => {
  it('counts also what a rule leaves out of the bill: Vapi charges it all the same', () => {
    const usage = new TenantUsage();
    const row = { createdMs: 0, status: 'ended', callSids: [], isOurs: true, costUsd: 0.1 };
    usage.billed.addVapi({ ...row, vapiCallId: 'v1' });
    usage.excluded['under-seconds'].addVapi({ ...row, vapiCallId: 'v2' });

    const compared = compareWithVapi({ tenants: new Map([['dental', usage]]) }, figure(2, 0, 0.2));

    expect(differs(compared)).toBe(false);
    expect(compared.ours.money.toJSON()).toEqual({ USD: '0.20' });
  });
});
