import { type CallKind, kind, said, talk, WORKER_DIED } from './story-parts';

/** The exit entry of /front-door. */
const replied = (outcome: string, atSeconds: number) => ({
  atSeconds,
  event: 'front_door.answered',
  outcome,
});

/** The log entry with the plan, and why. */
const decided = (choice: string, why: string) => ({
  atSeconds: 0.9,
  event: 'front_door.decided',
  fields: { steps: [], reasons: [`callers: ${choice} (${why})`, 'hours: open (week)'] },
});

/** The plan of a tenant that has met a limit. */
const atLimit = (limit: string) => ({
  atSeconds: 0.9,
  event: 'front_door.decided',
  fields: { steps: ['over-limit'], reasons: [`limits: fallback (${limit})`] },
});

/**
 * How a call goes that the front door answers without the assistant, or before it. The class is the one
 * that both vendors' lists show by themselves: only the log distinguishes such ends from failures.
 */
export const frontDoorKinds: readonly CallKind[] = [
  // Refused before anything had answered: nothing is billed.
  kind('abandoned', 2, {
    status: 'no-answer',
    durationSeconds: 0,
    log: [decided('block', 'blocked-number'), said('rejected')],
    truthWithLogs: 'rejected',
    loggedRule: 'blocked-number',
  }),
  kind('abandoned', 1, {
    status: 'busy',
    durationSeconds: 0,
    log: [decided('block', 'spam'), said('busy')],
    truthWithLogs: 'rejected',
    loggedRule: 'spam',
  }),
  // Refused with a sentence, at once or after a challenge.
  kind('never-reached-vapi', 1, {
    durationSeconds: 6,
    log: [decided('block', 'country'), said('refused')],
    truthWithLogs: 'refused',
    loggedRule: 'country',
  }),
  kind('never-reached-vapi', 1, {
    durationSeconds: 16,
    log: [decided('challenge', 'anonymous'), said('challenged'), replied('refused', 11)],
    truthWithLogs: 'refused',
    loggedRule: 'challenge-anonymous',
  }),
  // A blocked caller may leave a message.
  kind('never-reached-vapi', 1, {
    durationSeconds: 40,
    log: [
      decided('block', 'caller-limit'),
      said('voicemail'),
      { atSeconds: 38, event: 'voicemail_recorded.answered', outcome: 'message' },
    ],
    truthWithLogs: 'refused',
    loggedRule: 'caller-limit',
    isRecorded: true,
  }),
  // A person took the call: it is billed from then on, 8 seconds after it came.
  kind('never-reached-vapi', 3, {
    durationSeconds: 120,
    rangSeconds: 8,
    log: [said('people-rung'), replied('people-answered', 128)],
    truthWithLogs: 'people-answered',
    people: [{ atSeconds: 1, status: 'completed', durationSeconds: 124 }],
  }),
  // Rung in turn, and the second took it.
  kind('never-reached-vapi', 1, {
    durationSeconds: 95,
    rangSeconds: 25,
    log: [said('people-rung'), replied('people-rung', 16), replied('people-answered', 120)],
    truthWithLogs: 'people-answered',
    people: [
      { atSeconds: 1, status: 'no-answer', durationSeconds: 0 },
      { atSeconds: 16, status: 'completed', durationSeconds: 99 },
    ],
  }),
  // The log lost how ringing went.
  kind('never-reached-vapi', 1, {
    durationSeconds: 110,
    rangSeconds: 8,
    log: [said('people-rung')],
    truthWithLogs: 'unknown',
    people: [{ atSeconds: 1, status: 'completed', durationSeconds: 114 }],
  }),
  // Rung in vain, then the assistant: the wait for people is not billed.
  kind('answered-by-assistant', 2, {
    durationSeconds: 75,
    rangSeconds: 16,
    log: [said('people-rung'), replied('assistant', 16)],
    vapi: [talk(91, 'customer-ended-call', 16)],
    people: [{ atSeconds: 1, status: 'no-answer', durationSeconds: 0 }],
  }),
  // The same, but the assistant broke off: the caller left at once, or stayed for the fallback.
  ...([0, 12] as const).map((afterSeconds) =>
    kind(afterSeconds === 0 ? 'answered-by-assistant' : 'ended-in-fallback', 1, {
      durationSeconds: 74 + afterSeconds,
      rangSeconds: 17,
      log: [said('people-rung'), replied('assistant', 16)],
      vapi: [talk(90, WORKER_DIED, 16)],
      people: [{ atSeconds: 1, status: 'no-answer', durationSeconds: 0 }],
    }),
  ),
  // Four people rung in turn before one took it: its end comes long after start and duration.
  kind('never-reached-vapi', 1, {
    durationSeconds: 30,
    rangSeconds: 85,
    log: [
      said('people-rung'),
      ...[21, 42, 63].map((atSeconds) => replied('people-rung', atSeconds)),
      replied('people-answered', 115),
    ],
    truthWithLogs: 'people-answered',
    people: [{ atSeconds: 64, status: 'completed', durationSeconds: 51 }],
  }),
  // Rung in vain, and Vapi failed: the front door makes no failure right.
  kind('never-reached-vapi', 1, {
    durationSeconds: 20,
    rangSeconds: 24,
    log: [said('people-rung'), replied('timeout', 24)],
    truthWithLogs: 'ended-in-fallback',
    loggedReason: 'timeout',
    loggedStep: 'say',
    people: [{ atSeconds: 1, status: 'no-answer', durationSeconds: 0 }],
  }),
  // Hung up while people were rung.
  kind('abandoned', 1, {
    status: 'no-answer',
    durationSeconds: 0,
    rangSeconds: 9,
    log: [said('people-rung'), replied('caller-left', 9)],
    people: [{ atSeconds: 1, status: 'canceled', durationSeconds: 0 }],
  }),
  // Hung up at a question: the challenge, the menu, or while rung after a challenge.
  kind('never-reached-vapi', 1, {
    durationSeconds: 5,
    log: [decided('challenge', 'everybody'), said('challenged')],
    truthWithLogs: 'abandoned',
  }),
  kind('never-reached-vapi', 1, {
    durationSeconds: 7,
    log: [said('language-asked'), replied('caller-left', 8)],
    truthWithLogs: 'abandoned',
  }),
  kind('never-reached-vapi', 1, {
    durationSeconds: 19,
    log: [said('challenged'), replied('people-rung', 8), replied('caller-left', 20)],
    truthWithLogs: 'abandoned',
    people: [{ atSeconds: 8, status: 'canceled', durationSeconds: 0 }],
  }),
  // The tenant has used up what it may: its usual fallback.
  kind('never-reached-vapi', 2, {
    durationSeconds: 13,
    log: [atLimit('minutesPerMonth'), said('over-limit')],
    truthWithLogs: 'over-limit',
    loggedRule: 'minutesPerMonth',
  }),
  // Heard that the business is closed, at once or after people were rung; one left a message.
  kind('never-reached-vapi', 2, {
    durationSeconds: 14,
    log: [said('closed')],
    truthWithLogs: 'closed',
  }),
  kind('never-reached-vapi', 1, {
    durationSeconds: 50,
    rangSeconds: 16,
    log: [
      said('people-rung'),
      replied('closed', 16),
      { atSeconds: 60, event: 'voicemail_recorded.answered', outcome: 'message' },
    ],
    truthWithLogs: 'closed',
    isRecorded: true,
    people: [{ atSeconds: 1, status: 'busy', durationSeconds: 0 }],
  }),
];
