import type { DoctorContext } from './doctor-facts';
import type { CheckResult } from './result';

/** One link of the chain from the caller to the assistant. */
export interface Check {
  readonly id: string;
  /** Never throws. */
  readonly run: (context: DoctorContext) => CheckResult | Promise<CheckResult>;
}
