import type { SimulatedCaller } from './day';
import type { World } from './world';

/**
 * The algorithm of Vapi's guide for Twilio queues, as published: everybody is put into the queue,
 * two counters say how many talk and how many wait, and the queue is checked when somebody calls
 * and when a report comes.
 * @see https://docs.vapi.ai (Twilio call queue management)
 */
export function runGuide(world: World, callers: readonly SimulatedCaller[]): Promise<void> {
  const { clock, ledger, slots } = world;
  const queue: SimulatedCaller[] = [];
  let active = 0;
  let queued = 0;

  const processQueue = async (): Promise<void> => {
    if (active >= slots.count || queued <= 0) return;
    await world.travel();
    const [caller] = queue;
    if (caller === undefined) {
      // Nobody is there, so the counter counts as wrong.
      queued = 0;
      return;
    }
    const slot = await world.post();
    if (slot === undefined) return;
    await world.travel();
    const at = queue.indexOf(caller);
    if (at === -1 || !ledger.isWaiting(caller)) return;
    queue.splice(at, 1);
    world.talk(caller, slot, () => {
      if (world.crashes()) return;
      active = Math.max(0, active - 1);
      void processQueue();
    });
    active += 1;
    queued = Math.max(0, queued - 1);
  };

  const answer = async (caller: SimulatedCaller): Promise<void> => {
    await world.travel();
    if (world.crashes()) return ledger.end(caller, 'hung-up');
    queued += 1;
    // Before Twilio has put the caller into its queue.
    void processQueue();
    await world.travel();
    queue.push(caller);
    clock.timer(caller.patienceMs, () => {
      const at = queue.indexOf(caller);
      if (at === -1) return;
      queue.splice(at, 1);
      ledger.end(caller, 'hung-up');
    });
  };

  for (const caller of callers) {
    clock.timer(caller.arrivesAtMs, () => {
      ledger.arrive(caller);
      void answer(caller);
    });
  }
  return clock.until(() => clock.isIdle);
}
