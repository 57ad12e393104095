import type { DoctorFacts } from './doctor-facts';
import type { CheckResult } from './result';

/** One link of the chain from the caller to the assistant. */
export interface Check {
  readonly id: string;
  /** Never throws. */
  readonly run: (context: DoctorFacts) => CheckResult | Promise<CheckResult>;
}
