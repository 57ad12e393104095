/** How a request to the REST interface fails instead of being answered. */
export type RestFailure = RestError | 'hang' | 'reset' | 'reset-after';

/** An error of Twilio's; `reset-after` beside it: the request is obeyed and only its answer lost. */
export interface RestError {
  readonly status: number;
  readonly code: number;
  readonly message: string;
}

/** Failures by route, such as `POST Calls` or `GET Calls/{sid}`: some once, some until taken back. */
export class RestFailures {
  readonly #next = new Map<string, RestFailure[]>();
  readonly #standing = new Map<string, RestFailure>();

  add(route: string, failure: RestFailure, times: number): void {
    const before = this.#next.get(route) ?? [];
    this.#next.set(route, [...before, ...Array<RestFailure>(times).fill(failure)]);
  }

  keep(route: string, failure: RestFailure): void {
    this.#standing.set(route, failure);
  }

  clear(): void {
    this.#next.clear();
    this.#standing.clear();
  }

  next(route: string): RestFailure | undefined {
    return this.#next.get(route)?.shift() ?? this.#standing.get(route);
  }
}
