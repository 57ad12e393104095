import type { XmlElement } from '@rgrove/parse-xml';
import type { VerbContext } from './verb';

/** What an account offers to the legs of all its calls. */
export interface AccountServices {
  /** Runs the Conference of a Dial until the leg leaves. `failed`: it could not join. */
  readonly runConference: (
    conference: XmlElement,
    context: VerbContext,
  ) => Promise<'answered' | 'failed'>;
  /** Keeps a recording, which can be deleted from then on. */
  readonly keepRecording: (recordingSid: string) => void;
}
