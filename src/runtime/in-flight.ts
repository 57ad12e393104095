/**
 * Runs work once for all who ask for the same subject, and the same step of its, while it is under
 * way, and forgets it then. Without a subject nothing is shared: it would be with a stranger.
 */
export class InFlight<T> {
  readonly #running = new Map<string, Promise<T>>();

  run(subject: string, work: () => Promise<T>, step: string | number | boolean = ''): Promise<T> {
    if (subject === '') return work();
    const key = `${subject} ${step}`;
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const started = work().finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }
}
