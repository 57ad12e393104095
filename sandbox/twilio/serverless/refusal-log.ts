import type { RefusalRule } from '../rest/api-error';

/** One thing the stand-in would not take. */
export interface Refusal {
  readonly rule: RefusalRule;
  readonly message: string;
  /** Method and address of the request that brought it. */
  readonly request: string;
  /** Whether the request itself was refused, or the build that it started failed. */
  readonly stage: 'request' | 'build';
}

/** Keeps every refusal in the order in which they happened. */
export class RefusalLog {
  private readonly refusals: Refusal[] = [];

  add(refusal: Refusal): void {
    this.refusals.push(refusal);
  }

  list(): readonly Refusal[] {
    return [...this.refusals];
  }
}
