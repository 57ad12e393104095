import { type EventParameters, textOf } from '../twilio/parameters';

/**
 * Runs work once for all who ask for it by the same key while it is under way, and forgets it then.
 * Without a key nothing is shared: it would be with a stranger.
 */
export class InFlight<T> {
  readonly #running = new Map<string, Promise<T>>();

  run(key: string, work: () => Promise<T>): Promise<T> {
    if (key === '') return work();
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const started = work().finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }
}

/**
 * Returns what copies of one webhook have in common, and no other webhook has: the call, and every
 * parameter of address and form. Empty where the webhook names no call.
 */
export function keyOfWebhook(event: EventParameters): string {
  if (textOf(event['CallSid']) === '') return '';
  return JSON.stringify({ ...event, request: undefined });
}
