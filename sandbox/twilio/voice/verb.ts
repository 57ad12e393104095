import type { XmlElement } from '@rgrove/parse-xml';
import type { WebhookTarget } from './call-requests';
import type { Leg } from './leg';

/** Where a leg goes on after a verb. `failed`: what Twilio calls an application error. */
export type Next = NextDocument | 'next-verb' | 'hangup' | 'failed';

export interface NextDocument extends WebhookTarget {
  /** Called once the document has been asked for. */
  readonly afterFetch?: () => void;
}

export interface RunningVerb {
  readonly leg: Leg;
  /** Aborted when the leg is hung up or sent elsewhere: the verb then comes to an end soon. */
  readonly signal: AbortSignal;
  /** Undefined when the document came with a REST request instead of an address. */
  readonly documentUrl: string | undefined;
}

export type RunVerb = (verb: XmlElement, context: RunningVerb) => Promise<Next>;

export type VerbTable = Readonly<Record<string, RunVerb>>;
