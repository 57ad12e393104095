import type { Clock } from '../../../clock/clock';
import type { AccountServices, RunningVerb } from '../leg';
import { readMethod, type WebhookTarget } from '../call-requests';
import { findEnqueueProblems } from '../enqueue-rules';
import type { QueueResult } from '../queue-stay';
import { playWaitLoop, untilAborted, type WaitEnd } from './wait-loop';
import { type QueueMember, WaitQueue } from './wait-queue';

/** Nobody waits longer than this. */
const PATIENCE_MS = 1_800_000;

export class Queues {
  /** Oldest first. */
  readonly all: WaitQueue[] = [];

  constructor(readonly clock: Clock) {}

  open(name: string): WaitQueue {
    const found = this.all.find(({ friendlyName }) => friendlyName === name);
    if (found !== undefined) return found;
    const queue = new WaitQueue(this.clock, name);
    this.all.push(queue);
    return queue;
  }

  /** Runs an Enqueue. @see https://www.twilio.com/docs/voice/twiml/enqueue */
  readonly run: AccountServices['runQueue'] = async (enqueue, context) => {
    const { leg, documentUrl } = context;
    const { journal } = leg.call;
    const queueName = enqueue.text.trim();
    const isRefused = findEnqueueProblems(enqueue).length > 0;
    const { waitUrl, waitUrlMethod } = enqueue.attributes;
    const method = readMethod(waitUrlMethod);
    const wait = waitUrl === undefined ? waitUrl : leg.goTo(waitUrl, documentUrl, { method });
    const queue = isRefused || wait === 'failed' ? undefined : this.open(queueName);
    if (queue === undefined || wait === 'failed' || queue.isFull) {
      const result: QueueResult = queue?.isFull === true ? 'queue-full' : 'error';
      journal.note('twilio', `cannot queue the caller: ${result}`);
      journal.queues.push({ queueName, result, waitedSeconds: undefined, positions: [] });
      return { QueueResult: result };
    }
    const { member, positions, result } = await stay(queue, wait, context);
    const waitedSeconds = member.waitSeconds;
    journal.note('twilio', `the caller leaves the queue: ${result}`);
    journal.queues.push({ queueName, result, waitedSeconds, positions });
    return { QueueResult: result, QueueSid: queue.sid, QueueTime: String(waitedSeconds) };
  };
}

/** Keeps somebody in a queue until the wait document, the caller or a request ends that. */
async function stay(queue: WaitQueue, wait: WebhookTarget | undefined, context: RunningVerb) {
  const { leg, signal } = context;
  const member = queue.join(leg);
  const { journal } = leg.call;
  journal.note('twilio', `queues the caller in ${queue.friendlyName}`);
  const positions: number[] = [];
  const describe = () => {
    positions.push(queue.positionOf(member));
    return queue.describe(member);
  };
  const left = new AbortController();
  hangUpWhileQueued(context, AbortSignal.any([signal, left.signal]));
  // The others move up at once, whatever still plays.
  const gone = untilAborted(signal).then((): WaitEnd => 'gone');
  const end = await Promise.race([playWaitLoop(wait, context, describe), gone]);
  left.abort();
  queue.leave(member);
  return { member, positions, result: nameResult(end, member) };
}

function nameResult(end: WaitEnd, { leg }: QueueMember): QueueResult {
  if (end !== 'gone') return end;
  return leg.isGone ? 'hangup' : 'redirected';
}

function hangUpWhileQueued({ leg }: RunningVerb, signal: AbortSignal): void {
  const hangsUpWhileQueuedMs = leg.hands.patienceMs('queued') ?? Infinity;
  const patienceMs = Math.min(hangsUpWhileQueuedMs, PATIENCE_MS);
  void leg.wait(patienceMs, signal).then((isTime) => {
    if (!isTime) return;
    if (patienceMs < hangsUpWhileQueuedMs) {
      leg.call.journal.problem('the caller waited half an hour in a queue');
    }
    leg.hangUp();
  });
}
