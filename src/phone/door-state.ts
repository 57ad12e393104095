/** What the front door has found out about a caller. It travels in the addresses of the call. */
export interface DoorState {
  /** When the call came in; undefined if no part of the tenant depends on the time. */
  readonly arrivedAtMs?: number | undefined;
  /** Whether the caller has been let in: `callers` is asked once in a call. */
  readonly isAdmitted?: boolean | undefined;
  /** Why the business was closed when the call came in; undefined = it was open. */
  readonly closedBy?: ClosedReason | undefined;
  /** How ringing people went, who come before the assistant; undefined = not rung. */
  readonly ringOutcome?: RingOutcome | undefined;
  /** The language that the caller has chosen. */
  readonly language?: string | undefined;
  /** Whether the caller has been told already that they talk with an AI. */
  readonly isAiDisclosed?: boolean | undefined;
}

export type ClosedReason = 'hours' | 'holiday' | 'special' | 'by-hand';

/** `declined`: somebody answered and did not take the call, or a mailbox did. */
export type RingOutcome = 'no-answer' | 'declined' | 'busy' | 'failed';

/** Nothing is known: a call to a tenant without a front door. */
export const NO_DOOR: DoorState = {};

const CLOSED_REASONS: readonly ClosedReason[] = ['hours', 'holiday', 'special', 'by-hand'];
const RING_OUTCOMES: readonly RingOutcome[] = ['no-answer', 'declined', 'busy', 'failed'];

/**
 * Writes the state as one text of letters, digits, `-`, `.` and `_`; undefined if nothing is known.
 */
export function writeDoor(state: DoorState): string | undefined {
  const { arrivedAtMs, isAdmitted, closedBy, ringOutcome, language, isAiDisclosed } = state;
  const parts = {
    at: arrivedAtMs === undefined ? undefined : Math.floor(arrivedAtMs / 1_000),
    in: isAdmitted === true ? 1 : undefined,
    closed: closedBy,
    rang: ringOutcome,
    lang: language,
    ai: isAiDisclosed === true ? 1 : undefined,
  };
  const known = Object.entries(parts).filter(([, value]) => value !== undefined);
  return known.length === 0 ? undefined : known.map((part) => part.join('.')).join('_');
}

/** Reads what `writeDoor` wrote; never throws. What cannot be read is not known. */
export function readDoor(text: string): DoorState {
  const parts = new Map(
    text.split('_').map((part): [string, string] => {
      const [name = '', value = ''] = part.split('.');
      return [name, value];
    }),
  );
  const seconds = /^\d{1,10}$/.test(parts.get('at') ?? '') ? Number(parts.get('at')) : undefined;
  const language = parts.get('lang') ?? '';
  return {
    arrivedAtMs: seconds === undefined ? undefined : seconds * 1_000,
    isAdmitted: parts.get('in') === '1' || undefined,
    closedBy: CLOSED_REASONS.find((reason) => reason === parts.get('closed')),
    ringOutcome: RING_OUTCOMES.find((outcome) => outcome === parts.get('rang')),
    language: /^[A-Za-z0-9-]{2,35}$/.test(language) ? language : undefined,
    isAiDisclosed: parts.get('ai') === '1' || undefined,
  };
}
