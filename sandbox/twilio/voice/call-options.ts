import type { Clock } from '../../clock/clock';
import type { Timeline } from '../../timeline/timeline';
import type { Hands } from './hands';
import type { Person } from './person';
import type { GetWebhook, NumberOrigin, PostWebhook } from './webhook';

export interface CallOptions extends CallScript, VendorBranches {
  /** Who holds the caller's telephone. Default: the script. */
  readonly hands?: Hands;
  readonly voiceUrl: string;
  /** The called number's fallback URL: requested by GET if a document is unavailable. */
  readonly fallbackUrl?: string;
  /** The called number's status callback: called once, when the call is over. */
  readonly statusCallbackUrl?: string;
  readonly authToken: string;
  readonly accountSid: string;
  readonly from: string;
  /** Where the caller's number is from. Default Washington, DC. */
  readonly origin?: NumberOrigin | undefined;
  /**
   * What Twilio says of whose number `from` is; '' = nothing. Default: its carrier vouches for it.
   */
  readonly stirVerstat?: string;
  /** What add-ons found out about the caller: JSON, in the first request only. */
  readonly addOns?: string | undefined;
  readonly to: string;
  readonly callSid?: string;
  /** The account's own numbers, E.164: besides From and To, what Dial may show as callerId. */
  readonly ownedNumbers?: readonly string[];
  /** Who answers at which number, E.164. A number that is not here cannot be reached. */
  readonly people?: Readonly<Record<string, Person>>;
  readonly certificateAuthority?: string | undefined;
  /** The clock for audio, pauses and people. */
  readonly clock: Clock;
  readonly timeline?: Timeline;
  /** What each request carries besides what Twilio sends. */
  readonly headers?: () => Readonly<Record<string, string>>;
  /** Other ways to the voice URL's host than the network. */
  readonly post?: PostWebhook;
  readonly get?: GetWebhook;
}

export interface CallScript {
  /**
   * Keys pressed at each Gather in turn; '' = nothing, `named` = the key that the question names, `hangup` =
   * hangs up there.
   */
  readonly digits?: readonly (string | EarlyKeys)[];
  /** What a Record gets. Default `silence`. */
  readonly message?: VoicemailMessage;
  /** Hangs up this long into a conversation, with an assistant or a person. */
  readonly hangsUpAfterMs?: number;
  /** Hangs up when a Dial has been ringing, or a conference has kept them waiting, for this long. */
  readonly hangsUpWhileRingingMs?: number;
  /** Hangs up when a queue has kept them waiting for this long. */
  readonly hangsUpWhileQueuedMs?: number;
}

/** Keys pressed while a Gather still speaks: Twilio then says no more of it. */
export interface EarlyKeys {
  readonly keys: string;
  /** How many of its sentences, and the like, the person lets pass first. */
  readonly afterPrompts: number;
}

/**
 * What a caller leaves after the beep. `silence` becomes a recording of a second; `absent` none at
 * all, and then the verb after Record runs: Twilio's pages and older ones disagree, and both were
 * seen.
 */
export type VoicemailMessage = 'silence' | 'absent' | SpokenMessage;

interface SpokenMessage {
  readonly seconds: number;
  /** Hangs up after the message; otherwise waits in silence. */
  readonly hangsUp?: boolean;
  /** Ends the message by this key. */
  readonly presses?: string;
  /** What a transcription would contain; without it the transcription fails. */
  readonly text?: string;
}

/** What Twilio's pages leave open: one branch at a time. */
export interface VendorBranches {
  /** What Dial's action gets after a whisper hung up on the person. Default `no-answer`. */
  readonly declinedDial?: 'no-answer' | 'completed-unbridged' | 'completed';
  /** How a call ends whose caller hung up before it was answered. Default `no-answer`. */
  readonly unansweredCall?: 'no-answer' | 'canceled';
  /** When the stream's end is reported, relative to Connect's action. Default `before-action`. */
  readonly statusCallbackOrder?: 'before-action' | 'after-action' | 'twice';
  /**
   * What becomes of a recording that Start began: `absent` if it was silent. Default `completed`.
   */
  readonly callRecording?: 'completed' | 'absent';
  /** Reports a stream that the server closes as a stream-error 31921 too. */
  readonly isServerCloseReported?: boolean;
}
