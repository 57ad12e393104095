import { ApiError } from '../rest/api-error';

/** Which requests are to fail, as those to an overloaded API do. */
export interface FailurePlan {
  readonly status: number;
  readonly times: number;
  /** Only requests of this method; any unless given. */
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** How many such requests are answered well first; none unless given. */
  readonly skip?: number;
  /** Whether the request is handled all the same, and only its answer lost. */
  readonly after?: boolean;
}

const CODES: Readonly<Record<number, number>> = { 400: 20001, 401: 20003, 429: 20429 };
const OTHER_CODE = 20500;

/** Counts requests and fails those that the plan names. */
export class PlannedFailure {
  #skip: number;
  #times: number;

  constructor(private readonly plan: FailurePlan) {
    this.#skip = plan.skip ?? 0;
    this.#times = plan.times;
  }

  /** Returns what `handle` returns, unless it is this request's turn to fail. @throws {ApiError} */
  run<T>(method: string, handle: () => T): T {
    if (!this.#isDue(method)) return handle();
    if (this.plan.after === true) handle();
    const { status } = this.plan;
    throw new ApiError(status, CODES[status] ?? OTHER_CODE, 'Planned failure');
  }

  #isDue(method: string): boolean {
    if ((this.plan.method ?? method) !== method || this.#times === 0) return false;
    if (this.#skip > 0) {
      this.#skip -= 1;
      return false;
    }
    this.#times -= 1;
    return true;
  }
}
