import type { Secret } from '../../../src/config/secret';
import { type AlertMessage, buildAlertMessage } from './alert-message';
import { postAlert } from './alert-webhook';
import { type Incident, isOpen, isUntold, type WatchState } from './incidents';
import { decideRound } from './decide-round';
import { look, type LookPlace, type Observation } from './look';
import type { WatchOptions } from './read-options';
import type { ReadState, StateFile } from './state-file';

export interface RoundServices {
  readonly place: LookPlace;
  readonly options: WatchOptions;
  readonly stateFile: StateFile;
  /** Undefined = messages are only shown, and nothing is remembered. */
  readonly webhook: Secret | undefined;
  /** The deployed environment, for the commands in messages. */
  readonly environment: string;
}

export interface Round {
  readonly nowMs: number;
  readonly observation: Observation;
  /** What had become of the state file. */
  readonly stateWas: ReadState['was'];
  /** All open incidents, and messages that are still to be sent. */
  readonly incidents: readonly Incident[];
  /** What was sent, or would have been. */
  readonly messages: readonly AlertMessage[];
  /** Why the last message was not accepted; the next round sends it. */
  readonly unsent: string | undefined;
}

/**
 * Looks, decides, remembers and notifies, in this order: if the process ends before it notifies,
 * its next round does.
 * @returns undefined if another process is running a round
 * @throws {CliError} if nothing can be remembered: every round would send the same again
 */
export async function runRound(context: RoundServices): Promise<Round | undefined> {
  const { stateFile, webhook } = context;
  return webhook === undefined
    ? previewRound(context)
    : stateFile.runAlone(() => sendRound(context, webhook));
}

async function previewRound(context: RoundServices): Promise<Round> {
  const { state, ...round } = await lookOnce(context);
  const messages = state.incidents
    .filter(isUntold)
    .map((each) => buildAlertMessage(each, context.environment));
  return { ...round, incidents: state.incidents, messages, unsent: undefined };
}

async function sendRound(context: RoundServices, webhook: Secret): Promise<Round> {
  const { stateFile, environment } = context;
  const { state: decided, ...round } = await lookOnce(context);
  let state = decided;
  stateFile.write(state);
  const messages: AlertMessage[] = [];
  for (const each of decided.incidents.filter(isUntold)) {
    const message = buildAlertMessage(each, environment);
    const problem = await postAlert(webhook, message);
    if (problem !== undefined) {
      return { ...round, incidents: state.incidents, messages, unsent: problem };
    }
    messages.push(message);
    state = markSent(state, each);
    stateFile.write(state);
  }
  return { ...round, incidents: state.incidents, messages, unsent: undefined };
}

async function lookOnce({ place, options, stateFile }: RoundServices) {
  const nowMs = Date.now();
  // Before the long reading: what cannot be remembered must not be sent.
  const { state: before, was: stateWas } = stateFile.read();
  const observation = await look(place, options.windowMs, nowMs);
  const state = decideRound(before, observation, options, nowMs);
  return { nowMs, observation, stateWas, state };
}

/** An incident that is over and was reported is forgotten. */
function markSent(state: WatchState, sent: Incident): WatchState {
  const incidents = state.incidents.flatMap((each) => {
    if (each.id !== sent.id) return [each];
    return isOpen(each) ? [{ ...each, isSent: true }] : [];
  });
  return { ...state, incidents };
}
