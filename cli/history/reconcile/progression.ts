import type { Sources } from './collect-calls';

/** Says how far the reading has come. */
export class Progression {
  #twilioRows = 0;
  #vapiRows = 0;
  #listsDone = 0;
  /** By key, 0 to 1. */
  readonly #keyShares = new Map<string, number>();

  /** @param listCount lists at Twilio */
  constructor(
    private readonly sources: Pick<Sources, 'keys' | 'show'>,
    private readonly listCount: number,
  ) {}

  addTwilio(rows: number): void {
    this.#twilioRows += rows;
    this.#show();
  }

  endList(): void {
    this.#listsDone += 1;
    this.#show();
  }

  addVapi(apiKeyEnv: string, rows: number, share: number): void {
    this.#vapiRows += rows;
    this.#keyShares.set(apiKeyEnv, Math.min(1, Math.max(0, share)));
    this.#show();
  }

  #show(): void {
    const { keys, show } = this.sources;
    const twilioShare = this.#listsDone / Math.max(1, this.listCount);
    const keysDone = [...this.#keyShares.values()].reduce((sum, share) => sum + share, 0);
    const share = Math.min(1, (twilioShare + keysDone / Math.max(1, keys.length)) / 2);
    show({ twilioRows: this.#twilioRows, vapiRows: this.#vapiRows, share });
  }
}
