import type { AskedFact, DoctorFacts } from './doctor-facts';
import type { CheckResult } from './result';

/** One link of the chain from the caller to the assistant. */
export interface Check {
  readonly id: string;
  /** The facts it looks at for which somebody must be asked. With `--only`, no others are gathered. */
  readonly asks?: readonly AskedFact[];
  /** Never throws. */
  readonly run: (context: DoctorFacts) => CheckResult | Promise<CheckResult>;
}
