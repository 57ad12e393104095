import type { XmlElement } from '@rgrove/parse-xml';
import type { RunningVerb } from './verb';
import type { WebhookForm } from './webhook';

/** What an account offers to the legs of all its calls. */
export interface AccountServices {
  /** Runs the Conference of a Dial until the leg leaves. `failed`: it could not join. */
  readonly runConference: (
    conference: XmlElement,
    context: RunningVerb,
  ) => Promise<'answered' | 'failed'>;
  /** Runs an Enqueue until the leg leaves. @returns what the action is told of it */
  readonly runQueue: (enqueue: XmlElement, context: RunningVerb) => Promise<WebhookForm>;
  /** Keeps a recording, which can be deleted from then on. */
  readonly keepRecording: (recordingSid: string) => void;
}
