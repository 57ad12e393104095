import * as v from 'valibot';
import { type EndedGroup, groupEndedReason } from './ended-reason';

/** A call as Vapi shows it, as far as we read it. */
export interface CallState {
  /** `queued`, `ringing`, `in-progress`, `forwarding`, `ended` and others. */
  readonly status: string;
  /** When the assistant joined; undefined = not so far. */
  readonly startedAtMs: number | undefined;
  readonly endedAtMs: number | undefined;
  /** Vapi's own word, for the log. */
  readonly endedReason: string | undefined;
  /** What that word means; undefined while the call has not ended. */
  readonly endedGroup: EndedGroup | undefined;
}

const optionalText = v.fallback(v.optional(v.string()), undefined);

const callSchema = v.object({
  status: v.string(),
  startedAt: optionalText,
  endedAt: optionalText,
  endedReason: optionalText,
});

/** Returns the call in Vapi's answer, undefined if there is none. */
export function parseCallState(body: string): CallState | undefined {
  const result = v.safeParse(callSchema, parseJson(body));
  if (!result.success) return undefined;
  const { status, startedAt, endedAt, endedReason } = result.output;
  return {
    status,
    startedAtMs: parseTime(startedAt),
    endedAtMs: parseTime(endedAt),
    endedReason,
    endedGroup:
      endedReason === undefined && status !== 'ended'
        ? undefined
        : groupEndedReason(endedReason ?? ''),
  };
}

function parseTime(text: string | undefined): number | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
