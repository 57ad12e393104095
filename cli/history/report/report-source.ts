import type { KeyFailure } from '../reconcile/key-failure';
import type { RunHead } from '../reconcile/spill';

/** What the data need besides the counts. */
export interface ReportSource {
  readonly head: RunHead;
  readonly isResumed: boolean;
  readonly hasLogs: boolean;
  readonly nowMs: number;
  readonly keyFailures: readonly KeyFailure[];
  readonly timeZone: string;
  readonly nameOf: (tenantId: string) => string;
}
