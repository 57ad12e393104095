import { parseE164 } from '../phone/e164';
import { type EventParameters, textOf } from './parameters';
import { paths, withQuery } from './urls';

/** What the leg of a person who is rung requests before it is connected. */
export interface Screening {
  /** The leg of the person, not of the caller. */
  readonly callSid: string;
  /** The tenant's number, from our own address: `To` is the person's. */
  readonly calledNumber: string;
  /** The key that was pressed; undefined at first. */
  readonly digit: string | undefined;
  /** Asked again with the key. */
  readonly ownUrl: string;
}

/** Parses such a request; never throws. */
export function parseScreening(event: EventParameters): Screening {
  const called = textOf(event['called']);
  const calledNumber = parseE164(called) ?? called.trim();
  return {
    callSid: textOf(event['CallSid']).trim(),
    calledNumber,
    digit: textOf(event['Digits']).trim() || undefined,
    ownUrl: withQuery(paths.screen, { called: calledNumber || undefined }),
  };
}
