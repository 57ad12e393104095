import type { Clock } from '../../../clock/clock';
import { makeSid } from '../../formats/sid';
import type { Leg } from '../leg';
import type { WebhookForm } from '../webhook';

/** What a queue holds unless a REST request says otherwise. Older pages say 100. */
export const DEFAULT_MAX_SIZE = 1_000;

export class QueueMember {
  readonly enqueuedAt: Date;

  constructor(readonly leg: Leg) {
    this.enqueuedAt = leg.call.options.clock.now();
  }

  get callSid(): string {
    return this.leg.parties.callSid;
  }

  /** Whole seconds so far. */
  get waitSeconds(): number {
    const waitedMs = this.leg.call.options.clock.nowMs() - this.enqueuedAt.getTime();
    return Math.floor(waitedMs / 1_000);
  }
}

/** One queue of the account, the first caller first. */
export class WaitQueue {
  readonly sid = makeSid('QU');
  readonly createdAt: Date;
  updatedAt: Date;
  readonly #members: QueueMember[] = [];

  constructor(
    readonly clock: Clock,
    public friendlyName: string,
    public maxSize = DEFAULT_MAX_SIZE,
  ) {
    this.createdAt = clock.now();
    this.updatedAt = this.createdAt;
  }

  /** Everybody who waits, the first one first. */
  get members(): readonly QueueMember[] {
    return this.#members;
  }

  get isFull(): boolean {
    return this.#members.length >= this.maxSize;
  }

  /** Of those who are in it now, in whole seconds. */
  get averageWaitSeconds(): number {
    const waits = this.#members.map(({ waitSeconds }) => waitSeconds);
    const total = waits.reduce((sum, seconds) => sum + seconds, 0);
    return waits.length === 0 ? 0 : Math.round(total / waits.length);
  }

  join(leg: Leg): QueueMember {
    const member = new QueueMember(leg);
    this.#members.push(member);
    return member;
  }

  /** Does nothing when they have left already. */
  leave(member: QueueMember): void {
    const index = this.#members.indexOf(member);
    if (index !== -1) this.#members.splice(index, 1);
  }

  /** From 1; 0 = not in the queue any more. */
  positionOf(member: QueueMember): number {
    return this.#members.indexOf(member) + 1;
  }

  /** Returns the additional parameters for the wait document. */
  describe(member: QueueMember): WebhookForm {
    return {
      QueueSid: this.sid,
      QueuePosition: String(this.positionOf(member)),
      QueueTime: String(member.waitSeconds),
      AvgQueueTime: String(this.averageWaitSeconds),
      CurrentQueueSize: String(this.#members.length),
      MaxQueueSize: String(this.maxSize),
    };
  }
}
