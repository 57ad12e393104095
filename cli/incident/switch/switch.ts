import type { DeployedVariableOf } from '../../core/deployed-switch';

/** A variable of the deployed environment that operators change without a deploy. */
export interface Switch<State> extends DeployedVariableOf<State> {
  /** The first word of its commands. */
  readonly command: string;
  /** The subject of a sentence, such as "the outage switch". */
  readonly title: string;
  /** Returns the variable's value; empty = the variable is not set. */
  readonly format: (state: State) => string;
  /** Returns the end of a sentence. */
  readonly describe: (state: State) => string;
  /** Returns the state for `--json`. */
  readonly toData: (state: State) => object;
  /** What to do where it does not fit into the environment. */
  readonly shorter: string;
}
