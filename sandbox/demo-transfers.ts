import type { CallReport } from './twilio/place-call';
import type { Person, PersonReport } from './twilio/person';
import type { StandInCall } from './vapi/stand-in-call';
import { askForPerson, type ToolScript } from './vapi/tool-script';

/** A caller who asks for a person, the people who are rung, and what must come of it. */
export interface TransferStory {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly script: ToolScript;
  readonly people: Readonly<Record<string, Person>>;
  /** Returns what did not go as told. */
  readonly check: (report: CallReport, calls: readonly StandInCall[]) => string[];
}

const GREETING = 'Hello, this is Riverside Dental. How can I help you?';
const START = 'One moment, I am putting you through.';
const AFTER_TALK = 'I am back. Is there anything else that I can do for you?';
const UNANSWERED = 'I am sorry, nobody could take your call just now. How else can I help you?';
const GOODBYE = 'Thank you for calling. Goodbye.';

const SUMMARY = 'The caller wants to move an appointment to Friday';
const URGENT = 'The caller has pain since an extraction yesterday';

/** The transfers of the demo. Numbers and destinations are those of the example tenants. */
export const transferStories: readonly TransferStory[] = [
  {
    title: 'A transfer: a person is told who calls and why, takes the call, and leaves',
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
      ...checkPerson(report, '+12025550181', { outcome: 'bridged', words: SUMMARY }),
      ...checkPerson(report, '+12025550182', { outcome: 'canceled' }),
    ],
  },
  {
    title: 'A transfer that nobody takes: the first declines, the second is a mailbox',
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
      ...checkPerson(report, '+12025550183', { outcome: 'declined', words: URGENT }),
      ...checkPerson(report, '+12025550184', { outcome: 'canceled' }),
    ],
  },
];

const expect = (isMet: boolean, expectation: string): string[] =>
  isMet ? [] : [`expected ${expectation}`];

/** The assistant hands the caller over once and has them again, with words that fit. */
function checkCall(
  { heard, heldAtMs, problems }: CallReport,
  calls: readonly StandInCall[],
  backWords: string,
): string[] {
  const told = [GREETING, START, backWords, GOODBYE];
  const [first, second] = calls;
  return [
    ...problems,
    ...expect(
      heard.join() === told.join(),
      `to hear "${told.join(' ')}", not "${heard.join(' ')}"`,
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
  const told = person?.heard.join(' ') ?? '';
  return [
    ...expect(person?.outcome === outcome, `${number} to be ${outcome}, not ${person?.outcome}`),
    ...(words === undefined
      ? []
      : [
          ...expect(told.includes(words), `${number} to hear why`),
          ...expect(told.includes('Riverside Dental'), `${number} to hear for which business`),
        ]),
  ];
}

/** How long a caller waited for the first sound, and for the first telephone to ring. */
export interface TransferTimes {
  readonly toHoldMs: number | undefined;
  readonly toRingMs: number | undefined;
}

/** Returns both from the tool call on. @returns undefined where the tool was not called */
export function measureTransfer(
  { heldAtMs, people, timeline }: CallReport,
  [call]: readonly StandInCall[],
): TransferTimes | undefined {
  const exchange = call?.toolExchanges[0];
  if (exchange === undefined) return undefined;
  const calledAtMs = timeline.toMs(exchange.sentAtMs);
  const rings = people.map(({ ringingAtMs }) => ringingAtMs).filter((atMs) => atMs !== undefined);
  const since = (atMs: number | undefined) => (atMs === undefined ? undefined : atMs - calledAtMs);
  return { toHoldMs: since(heldAtMs), toRingMs: since(rings.sort((a, b) => a - b)[0]) };
}
