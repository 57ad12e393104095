import fc from 'fast-check';
import { formatAmounts, Money } from '../../../../cli/history/usage/money';
import { toBillionths } from './usage-world';

/** Prices as vendors write them: up to nine digits behind the point. */
const price = fc
  .tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(9, '0')}`);

describe('Money', () => {
  it('sums prices as exactly as on paper, each currency apart', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(price, fc.constantFrom('USD', 'EUR'))), (prices) => {
        const money = new Money();
        for (const [text, unit] of prices) money.add(Number(text), unit);

        for (const [unit, text] of Object.entries(money.toJSON())) {
          const own = prices.filter((each) => each[1] === unit);
          const sum = own.reduce((total, [each]) => total + toBillionths(each), 0n);
          expect(toBillionths(text)).toBe(sum);
        }
        const other = new Money();
        other.addAll(money);
        expect(Object.values(money.minus(other).toJSON()).every((text) => text === '0.00')).toBe(
          true,
        );
      }),
    );
  });

  it('shows what a hundred thousand floats would get wrong', () => {
    const money = new Money();
    for (let index = 0; index < 100_000; index += 1) money.add(0.1, 'USD');
    money.add(0.00085, 'EUR');

    expect(money.toJSON()).toEqual({ EUR: '0.00085', USD: '10000.00' });
    expect(formatAmounts(money.toJSON())).toBe('0.0009 EUR, 10000.00 USD');
  });
});
