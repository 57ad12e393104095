import { FINAL_STATUSES, type CallStatus } from '../call-status';
import type { Interruption, Leg } from '../leg';
import type { PlacedCall } from '../place-call';
import { buildCallToken } from '../webhook';

/** A call of the account, as the REST interface sees it. */
export interface NetworkCall {
  readonly sid: string;
  readonly leg: Leg;
  readonly direction: 'inbound' | 'outbound-api';
  readonly status: CallStatus;
  readonly createdAt: Date;
  /** Undefined while the call is queued. */
  readonly startedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly durationSeconds: number | undefined;
  /** Undefined until a machine detection that was asked for is done. */
  readonly answeredBy: string | undefined;
  /** Sends an answered call elsewhere, or hangs it up. */
  readonly interrupt: (by: Interruption) => void;
  /** Lets an answered call of ours last so long from its answer; callers' own have no limit here. */
  readonly limitTo?: (limitMs: number) => void;
  /** Gives up a call that nobody has answered. */
  readonly cancel: () => void;
}

/** Returns whether a call has reached a status that it does not leave. */
export function isOver({ status }: NetworkCall): boolean {
  return FINAL_STATUSES.includes(status);
}

export class InboundCall implements NetworkCall {
  readonly sid: string;
  readonly leg: Leg;
  readonly direction = 'inbound';
  readonly createdAt: Date;
  readonly startedAt: Date;
  readonly answeredBy = undefined;
  /** What a REST request must carry to show this caller's number. */
  readonly callToken: string;
  endedAt: Date | undefined;
  durationSeconds: number | undefined;

  constructor({ callSid, leg, over }: PlacedCall) {
    this.sid = callSid;
    this.leg = leg;
    this.callToken = buildCallToken(callSid);
    const { clock } = leg.call.options;
    this.createdAt = clock.now();
    this.startedAt = this.createdAt;
    void over.then(({ billedSeconds }) => {
      this.endedAt = clock.now();
      this.durationSeconds = billedSeconds;
    });
  }

  get status(): CallStatus {
    return this.leg.status;
  }

  interrupt(by: Interruption): void {
    this.leg.interrupt(by);
  }

  cancel(): void {
    this.leg.interrupt('hangup');
  }
}
