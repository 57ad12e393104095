import { isLive, type MessageRow, type TwilioRow, type VapiRow } from '../reconcile/call-rows';
import { Money } from './money';

/** How many there were, how long they took and what they cost, as one vendor lists it. */
export class UsagePart {
  count = 0;
  milliseconds = 0;
  /** Each one rounded up, as Twilio counts and bills. */
  startedMinutes = 0;
  /** Those whose price or cost the vendor does not list yet. */
  unpriced = 0;
  readonly money = new Money();

  add(durationMs: number): void {
    this.count += 1;
    this.milliseconds += durationMs;
    this.startedMinutes += Math.ceil(durationMs / 60_000);
  }

  addAll(other: UsagePart): void {
    this.count += other.count;
    this.milliseconds += other.milliseconds;
    this.startedMinutes += other.startedMinutes;
    this.unpriced += other.unpriced;
    this.money.addAll(other.money);
  }
}

/** What some calls and messages took and cost at both vendors. */
export class UsageCount {
  /** Calls that came in, and their legs at Twilio. */
  readonly inbound = new UsagePart();
  /** Legs at Twilio that went out: to people, and to callers who are called back. */
  readonly outgoing = new UsagePart();
  readonly vapi = new UsagePart();
  readonly messages = new UsagePart();
  transfers = 0;

  addTwilio(row: TwilioRow): void {
    const part = row.isOutgoing === undefined ? this.inbound : this.outgoing;
    part.add(row.durationSeconds * 1_000);
    // A call that was never answered is never charged.
    addPrice(part, row, row.durationSeconds > 0 || isLive(row));
  }

  addVapi({ startedMs, endedMs, costUsd }: VapiRow): void {
    const isTalk = startedMs !== undefined && endedMs !== undefined;
    this.vapi.add(isTalk ? Math.max(0, endedMs - startedMs) : 0);
    addPrice(this.vapi, { price: costUsd, priceUnit: 'USD' }, true);
  }

  addMessage(row: MessageRow): void {
    this.messages.add(0);
    addPrice(this.messages, row, row.isFailed === undefined);
  }

  addAll(other: UsageCount): void {
    this.inbound.addAll(other.inbound);
    this.outgoing.addAll(other.outgoing);
    this.vapi.addAll(other.vapi);
    this.messages.addAll(other.messages);
    this.transfers += other.transfers;
  }

  /** What Twilio charges for legs and messages. */
  get twilioMoney(): Money {
    const money = new Money();
    for (const part of [this.inbound, this.outgoing, this.messages]) money.addAll(part.money);
    return money;
  }

  get unpriced(): number {
    const { inbound, outgoing, vapi, messages } = this;
    return inbound.unpriced + outgoing.unpriced + vapi.unpriced + messages.unpriced;
  }
}

function addPrice(
  part: UsagePart,
  { price, priceUnit }: Pick<TwilioRow, 'price' | 'priceUnit'>,
  isCharged: boolean,
): void {
  if (price !== undefined && priceUnit !== undefined) part.money.add(price, priceUnit);
  else if (isCharged) part.unpriced += 1;
}
