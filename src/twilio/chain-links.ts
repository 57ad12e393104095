import { listPossibleNumbers } from '../phone/address';
import { type Caller, findShownNumber } from '../phone/caller';
import { isE164 } from '../phone/e164';
import { ASK_AGAIN, paths, withQuery } from './urls';

interface Position {
  readonly step: number;
  readonly turn: number;
}

/** Who calls whom, as far as a fallback chain depends on it. */
export interface ChainCall {
  readonly calledNumber: string;
  readonly caller: Caller;
  readonly forwardedFrom: string | undefined;
}

/** Returns what a fallback chain needs from its call, with addresses that lead to our Functions. */
export function buildChainServices({ calledNumber, caller, forwardedFrom }: ChainCall) {
  // Whose call it is can be told from more texts than may be shown as a caller id.
  const [called] = listPossibleNumbers(calledNumber);
  const number = caller.kind === 'number' ? caller.number : undefined;
  return {
    ownNumber: isE164(calledNumber) ? calledNumber : undefined,
    // A number that calls us, or forwarded the call to us, would get it back again and again.
    cameFrom: [forwardedFrom, findShownNumber(caller)],
    isOwnLeg: called !== undefined && number === called,
    // Twilio refuses other callers' names as a caller id, and may refuse withheld ones.
    passesCallerId: caller.kind === 'number',
    links: {
      afterDial: (next: Position) => withQuery(paths.fallback, { ...next }),
      screen: withQuery(paths.screen, { called }),
      afterRecord: (next: Position) => withQuery(paths.voicemailRecorded, { ...next }),
      recordingStatus: withQuery(paths.voicemailRecording, { called }) + ASK_AGAIN,
      transcription: paths.voicemailTranscription + ASK_AGAIN,
      method: 'POST' as const,
    },
  };
}
