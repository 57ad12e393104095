import type { MessageRow, TwilioRow } from '../reconcile/call-rows';
import type { TimeWindow } from '../reconcile/time-window';
import { UsagePart } from './usage-count';

/** The categories of Twilio's usage records that our own count is compared with. */
export const usageCategories = ['calls-inbound', 'calls-outbound', 'sms'] as const;

export type UsageCategory = (typeof usageCategories)[number];

/** What the account had, by day in GMT: tenants, rules and owners do not matter. */
export class DailyFigures {
  readonly #parts = new Map<string, UsagePart>();

  /** @param days undefined = nothing is compared */
  constructor(readonly days: TimeWindow | undefined) {}

  addTwilio(row: TwilioRow): void {
    const category = row.isOutgoing === undefined ? 'calls-inbound' : 'calls-outbound';
    this.#add(category, row.startMs, row.durationSeconds * 1_000, row);
  }

  addMessage(row: MessageRow): void {
    this.#add('sms', row.sentMs, 0, row);
  }

  /** @param day `2026-11-29` */
  find(category: UsageCategory, day: string): UsagePart {
    return this.#parts.get(`${category} ${day}`) ?? new UsagePart();
  }

  #add(
    category: UsageCategory,
    atMs: number,
    durationMs: number,
    { price, priceUnit }: Pick<TwilioRow, 'price' | 'priceUnit'>,
  ): void {
    const { days } = this;
    if (days === undefined || atMs < days.fromMs || atMs >= days.untilMs) return;
    const key = `${category} ${new Date(atMs).toISOString().slice(0, 10)}`;
    const part = this.#parts.get(key) ?? new UsagePart();
    this.#parts.set(key, part);
    part.add(durationMs);
    if (price !== undefined && priceUnit !== undefined) part.money.add(price, priceUnit);
  }
}
