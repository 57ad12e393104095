/** How far the reading has come. */
export interface CollectState {
  readonly twilioRows: number;
  readonly vapiRows: number;
  /** 0 to 1, by lists at Twilio and by time at Vapi: nobody says how many calls there are. */
  readonly share: number;
}

/** What there is to read, and who is told after each page. */
interface Reading {
  readonly listCount: number;
  readonly keyCount: number;
  readonly show: (state: CollectState) => void;
}

/** Says how far the reading has come. */
export class Progression {
  #twilioRows = 0;
  #vapiRows = 0;
  #listsDone = 0;
  /** By key, 0 to 1. */
  readonly #keyShares = new Map<string, number>();

  constructor(private readonly reading: Reading) {}

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
    const { listCount, keyCount, show } = this.reading;
    const twilioShare = this.#listsDone / Math.max(1, listCount);
    const keysDone = [...this.#keyShares.values()].reduce((sum, share) => sum + share, 0);
    const share = Math.min(1, (twilioShare + keysDone / Math.max(1, keyCount)) / 2);
    show({ twilioRows: this.#twilioRows, vapiRows: this.#vapiRows, share });
  }
}
