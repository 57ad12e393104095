import type { LegState } from '../twilio/transfer-rest';

export type TransferOutcome =
  'accepted' | 'declined' | 'no-answer' | 'busy' | 'machine' | 'failed' | 'caller-left';

/** Returns how ringing one person went; undefined while it rings. */
export function classifyLeg({ status, answeredBy }: LegState): TransferOutcome | undefined {
  switch (status) {
    case 'queued':
    case 'initiated':
    case 'ringing':
    case 'in-progress':
      return undefined;
    case 'completed':
      return classifyUnaccepted(answeredBy);
    case 'busy':
    case 'no-answer':
      return status;
    case 'canceled':
      return 'no-answer';
    default:
      return 'failed';
  }
}

/**
 * Somebody answered and was not connected: a machine, or a person who declined. A person who
 * declines at once does so before Twilio can tell the two apart.
 */
function classifyUnaccepted(answeredBy: string): TransferOutcome {
  if (/^(machine|fax)/.test(answeredBy)) return 'machine';
  return 'declined';
}

/** The outcome that says most about the people who were rung comes first. */
const TELLING: readonly TransferOutcome[] = ['declined', 'busy', 'machine', 'no-answer', 'failed'];

/** Returns a round's outcome from the outcomes of its legs; without legs, nobody could be rung. */
export function combineOutcomes(outcomes: readonly TransferOutcome[]): TransferOutcome {
  return TELLING.find((outcome) => outcomes.includes(outcome)) ?? 'failed';
}

const OUTCOMES: ReadonlySet<string> = new Set([...TELLING, 'accepted', 'caller-left']);

/** Returns the outcome that an address carries; undefined if it carries none. */
export function parseOutcome(text: string): TransferOutcome | undefined {
  return OUTCOMES.has(text) ? (text as TransferOutcome) : undefined;
}
