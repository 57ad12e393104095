/** Billionths of a unit of a currency: finer than any price that the vendors list. */
const PER_UNIT = 1_000_000_000;
const DIGITS = 9;

/** Exact decimals by currency, such as `{ USD: '12.3405' }`. */
export type Amounts = Readonly<Record<string, string>>;

/** Amounts by currency, summed in whole billionths: cents do not get lost in a hundred thousand calls. */
export class Money {
  readonly #byUnit = new Map<string, bigint>();

  add(amount: number, unit: string): void {
    this.#add(BigInt(Math.round(amount * PER_UNIT)), unit);
  }

  addAll(other: Money): void {
    for (const [unit, amount] of other.#byUnit) this.#add(amount, unit);
  }

  /** Returns how much more this is than another, by currency. */
  minus(other: Money): Money {
    const difference = new Money();
    difference.addAll(this);
    for (const [unit, amount] of other.#byUnit) difference.#add(-amount, unit);
    return difference;
  }

  toJSON(): Amounts {
    const units = [...this.#byUnit].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(units.map(([unit, amount]) => [unit, formatExactly(amount)]));
  }

  #add(amount: bigint, unit: string): void {
    this.#byUnit.set(unit, (this.#byUnit.get(unit) ?? 0n) + amount);
  }
}

/** Returns amounts for people, to four digits behind the point: `12.3405 USD`. */
export function formatAmounts(amounts: Amounts): string {
  const texts = Object.entries(amounts).map(([unit, text]) => `${shorten(text)} ${unit}`);
  return texts.length === 0 ? '-' : texts.join(', ');
}

function formatExactly(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(DIGITS + 1, '0');
  const fraction = digits.slice(-DIGITS).replace(/0+$/, '').padEnd(2, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -DIGITS)}.${fraction}`;
}

/** Rounds half up to four digits; the rest is left to the JSON and the CSV. */
function shorten(text: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)\.(\d+)$/.exec(text) ?? [];
  if (fraction.length <= 4) return text;
  const rounded = (BigInt(whole + fraction.padEnd(DIGITS, '0')) + 50_000n) / 100_000n;
  return sign + formatExactly(rounded * 100_000n);
}
