import type { Conferences } from '../conference/conferences';
import { FINAL_STATUSES } from '../call-status';
import type { Queues } from '../queue/queues';
import type { NetworkBranches, NetworkOptions } from './network-options';
import { InboundCall, isOver, type NetworkCall } from './network-call';
import type { OutboundCall, OutboundRequest } from './outbound-call';

export interface SentMessage {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  /** Where Twilio reports what becomes of it. */
  readonly statusCallback?: string | undefined;
  readonly validSeconds?: number | undefined;
}

/** What the routes of the REST interface work with. */
export interface AccountState {
  readonly options: NetworkOptions;
  readonly branches: NetworkBranches;
  readonly calls: Map<string, NetworkCall>;
  readonly conferences: Conferences;
  readonly queues: Queues;
  readonly messages: SentMessage[];
  /** Takes a message to its phone, and reports that. */
  readonly deliverMessage: (message: SentMessage) => void;
  /** Sids of what can be deleted. */
  readonly recordings: Set<string>;
  /** Calls that a REST request has hung up. */
  readonly hungUpByApi: Set<string>;
  readonly createCall: (request: OutboundRequest, caller: InboundCall | undefined) => OutboundCall;
}

/** Returns the callers who are on the phone, oldest first. */
export function listCallers({ calls }: AccountState): InboundCall[] {
  return [...calls.values()].filter(
    (call): call is InboundCall => call instanceof InboundCall && isOnThePhone(call),
  );
}

/** Counts the account's calls that are not over. */
export function countLiveCalls({ calls }: AccountState): number {
  return [...calls.values()].filter((call) => !isOver(call)).length;
}

function isOnThePhone({ leg }: InboundCall): boolean {
  return !leg.isGone && !FINAL_STATUSES.includes(leg.status);
}
