/** One request that a tool made, and how it was answered. */
export interface LoggedRequest {
  readonly method: string;
  readonly host: string;
  /** Path and query, without credentials. */
  readonly target: string;
  readonly status: number;
  readonly userAgent: string;
  /** Names of the form's fields that were sent, without their values. */
  readonly fields: readonly string[];
}
