import type { Clock } from '../../../clock/clock';
import type { CallOptions } from '../call-options';
import type { CallbackOrder } from '../callback-sender';
import type { Person } from '../person';

export interface NetworkOptions extends Pick<
  CallOptions,
  'accountSid' | 'authToken' | 'post' | 'get' | 'certificateAuthority'
> {
  /** Who answers at which number, E.164. A number that is not here cannot be reached. */
  readonly people?: Readonly<Record<string, Person>>;
  /** By which audio, pauses, people and the queue of new calls take their time. */
  readonly clock: Clock;
  /** How many calls made by REST start in a second. Default 1, as in a new account. */
  readonly callsPerSecond?: number;
  /** How many calls the account may have at once, in both directions; more are refused with 10004. */
  readonly accountLegLimit?: number;
  /** The account's own numbers, E.164. */
  readonly ownedNumbers?: readonly string[];
  /** Numbers that it may show though they are not its own. */
  readonly verifiedNumbers?: readonly string[];
  /** Answers of the REST interface take at least this long, in real milliseconds. */
  readonly latencyMs?: number;
  readonly branches?: Partial<NetworkBranches>;
}

/** What Twilio's pages leave open, or its network may do: one branch at a time. */
export interface NetworkBranches {
  /** How status callbacks of calls and conferences arrive. Default `in-order`. */
  readonly callbacks: CallbackOrder;
  /** Whether calls made by REST ever leave the queue. Default `started`. */
  readonly newCalls: 'started' | 'queued-for-ever';
  /** How many must be in a conference before it starts. Default 2. */
  readonly conferenceStartsWith: 1 | 2;
  /** What cancelling a call does that somebody has answered. Default `ignored`. */
  readonly cancelOfAnswered: 'ignored' | 'refused';
}

/** What holds where an option says nothing. */
export const DEFAULT_BRANCHES: NetworkBranches = {
  callbacks: 'in-order',
  newCalls: 'started',
  conferenceStartsWith: 2,
  cancelOfAnswered: 'ignored',
};
