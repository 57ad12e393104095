/** How somebody's time in a queue ended, in Twilio's words. Nobody dials a queue in the sandbox. */
export type QueueResult = 'leave' | 'hangup' | 'redirected' | 'error' | 'queue-full';

/** One stay in a queue, as the report tells of it. */
export interface QueueStay {
  readonly queueName: string;
  readonly result: QueueResult;
  /** Seconds; undefined for somebody who was never in the queue. */
  readonly waitedSeconds: number | undefined;
  /** The positions that the wait document was told, one for each time it was asked for. */
  readonly positions: readonly number[];
}
