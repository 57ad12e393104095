import type { PersonReport } from '../../twilio/voice/person';
import type { CallReport } from '../../twilio/voice/place-call';
import type { StandInCall } from '../../vapi/stand-in-call';
import { askForPerson } from '../../vapi/tool-script';
import type { CallPlot } from '../call-story';
import { expect, expectInOrder } from '../story';

const GREETING = 'Hello, this is Riverside Dental. How can I help you?';
const START = 'One moment, I am putting you through.';
const AFTER_TALK = 'I am back. Is there anything else I can do for you?';
const UNANSWERED = 'I am sorry, nobody could take your call. How else can I help you?';
const GOODBYE = 'Thank you for calling. Goodbye.';

const SUMMARY = 'The caller wants to move an appointment to Friday';
const URGENT = 'The caller has pain since an extraction yesterday';

/**
 * Callers who are transferred to a person. Numbers and destinations are those of the example
 * tenants.
 */
export const transferPlots: readonly CallPlot[] = [
  {
    name: 'transfer',
    title: 'A person is told who calls and why, takes the call, and hands it back',
    from: '+12025550143',
    to: '+12025550101',
    script: askForPerson('front-desk', SUMMARY),
    people: {
      '+12025550181': { kind: 'answers', delayMs: 8_000, presses: ['1'], talksMs: 8_000 },
      '+12025550182': { kind: 'no-answer' },
    },
    check: (report, calls) => [
      ...checkCall(report, calls, AFTER_TALK),
      ...expect(report.reached.join() === 'assistant,person,assistant', 'a talk between the two'),
      ...expectInOrder(report, START, '[hold]', SUMMARY, '[person]', AFTER_TALK, GOODBYE),
      ...checkPerson(report, '+12025550181', { outcome: 'bridged', words: SUMMARY }),
      ...checkPerson(report, '+12025550182', { outcome: 'canceled' }),
    ],
  },
  {
    name: 'transfer-unanswered',
    title: 'Nobody takes the transfer: the first declines, the second is a mailbox',
    from: '+12025550144',
    to: '+12025550101',
    script: askForPerson('dentist', URGENT),
    people: {
      '+12025550183': { kind: 'answers', delayMs: 4_000, presses: ['2'] },
      '+12025550184': { kind: 'machine', delayMs: 4_000 },
    },
    check: (report, calls) => [
      ...checkCall(report, calls, UNANSWERED),
      ...expect(report.reached.join() === 'assistant,assistant', 'nobody but the assistant'),
      ...expectInOrder(report, START, '[hold]', 'declines', 'was a mailbox', UNANSWERED, GOODBYE),
      ...checkPerson(report, '+12025550183', { outcome: 'declined', words: URGENT }),
      ...checkPerson(report, '+12025550184', { outcome: 'canceled' }),
    ],
  },
];

/** The assistant transfers the caller once and has them again, with words that fit. */
function checkCall(
  { heard, heldAtMs, problems }: CallReport,
  calls: readonly StandInCall[],
  backWords: string,
): string[] {
  const reported = [GREETING, START, backWords, GOODBYE];
  const [first, second] = calls;
  return [
    ...problems,
    ...expect(
      heard.join() === reported.join(),
      `to hear "${reported.join(' ')}", not "${heard.join(' ')}"`,
    ),
    ...expect(heldAtMs !== undefined, 'hold music'),
    ...expect(calls.length === 2, `two calls at Vapi, not ${calls.length}`),
    ...expect(first?.toolExchanges[0]?.results[0]?.result !== undefined, 'a result of the tool'),
    ...expect(first?.endedReason === 'phone-call-provider-closed-websocket', 'a closed WebSocket'),
    ...expect(second?.endedReason === 'assistant-ended-call', 'a second conversation to its end'),
  ];
}

function checkPerson(
  { people }: CallReport,
  number: string,
  { outcome, words }: { readonly outcome: PersonReport['outcome']; readonly words?: string },
): string[] {
  const person = people.find((candidate) => candidate.number === number);
  const reported = person?.heard.join(' ') ?? '';
  return [
    ...expect(person?.outcome === outcome, `${number} to be ${outcome}, not ${person?.outcome}`),
    ...(words === undefined
      ? []
      : [
          ...expect(reported.includes(words), `${number} to hear why`),
          ...expect(reported.includes('Riverside Dental'), `${number} to hear for which business`),
        ]),
  ];
}
