import { type CallKind, kind, said, talk } from './story-parts';

/** The exit entry of /front-door. */
const replied = (outcome: string, atSeconds: number) => ({
  atSeconds,
  event: 'front_door.answered',
  outcome,
});

/**
 * How a call goes that the front door answers without the assistant, or before it. The classes are
 * those that both vendors' lists show by themselves: only the log tells such ends from failures.
 */
export const frontDoorKinds: readonly CallKind[] = [
  // Refused before anything had answered: nothing is billed.
  kind('abandoned', 2, { status: 'no-answer', durationSeconds: 0, log: [said('rejected')] }),
  kind('abandoned', 1, { status: 'busy', durationSeconds: 0, log: [said('busy')] }),
  // A person took the call: it is billed from then on, 8 seconds after it came.
  kind('never-reached-vapi', 3, {
    durationSeconds: 120,
    log: [said('people-rung'), replied('people-answered', 128)],
    people: [{ atSeconds: 1, status: 'completed', durationSeconds: 124 }],
  }),
  // Rung in vain, then the assistant: the wait for people is not billed.
  kind('answered-by-assistant', 2, {
    durationSeconds: 75,
    log: [said('people-rung'), replied('assistant', 16)],
    vapi: [talk(91, 'customer-ended-call', 16)],
    people: [{ atSeconds: 1, status: 'no-answer', durationSeconds: 0 }],
  }),
  // Hung up while people were rung.
  kind('abandoned', 1, {
    status: 'no-answer',
    durationSeconds: 0,
    log: [said('people-rung'), replied('caller-left', 9)],
    people: [{ atSeconds: 1, status: 'canceled', durationSeconds: 0 }],
  }),
  // Heard that the business is closed.
  kind('never-reached-vapi', 2, { durationSeconds: 14, log: [said('closed')] }),
];
