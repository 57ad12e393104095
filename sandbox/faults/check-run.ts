import { paths } from '../../src/twilio/urls';
import { checkTwiml } from '../twilio/voice/check-twiml';
import { findLeaks, type SeenText } from './canaries';
import type { FaultCase } from './fault-case';
import type { SeenAnswer } from './ask-gateway';
import type { SentMessage } from '../twilio/voice/network/account-state';
import type { CallReport } from '../twilio/voice/place-call';
import { CALLER, type SeenCall } from './fault-world';
import type { ReceivedNotification } from './notification-receiver';

/** What must never happen; each is counted. */
export const FORBIDDEN = [
  'silent',
  'invalid',
  'late',
  'leaks',
  'posts',
  'unexpected',
  'unsigned',
  'untold',
] as const;

/** Something that must never happen. */
export type Forbidden = (typeof FORBIDDEN)[number];

/** Forbidden things that happened, each with what was seen. */
export type Violations = Readonly<Record<Forbidden, readonly string[]>>;

export type Heard = 'assistant' | 'person' | 'machine' | 'voicemail' | 'sentence' | 'silence';

/** An answer may come this long after the deadline: a container has to start first. */
const GRACE_MS = 500;

/** No call may create more calls at Vapi than this, unless it waits for a slot. */
const MAX_POSTS = 2;

/** Callbacks are answered without TwiML. No caller waits for them, so only a kill is too late. */
const CALLBACK_PATHS: readonly string[] = [
  paths.callStatus,
  paths.streamStatus,
  paths.voicemailRecording,
  paths.voicemailTranscription,
  paths.textStatus,
  paths.recordingStatus,
];

/** Returns whether a caller hears what an address answers. */
export function isHeardByCaller({ url }: Pick<SeenAnswer, 'url'>): boolean {
  return !CALLBACK_PATHS.includes(new URL(url).pathname);
}

/** What a check looks at. */
export interface Run {
  readonly calls: readonly SeenCall[];
  readonly texts: readonly SeenText[];
  readonly notifications: readonly ReceivedNotification[];
  readonly sentTexts: readonly SentMessage[];
}

/** Returns every forbidden thing in a run of a case. @param deadlineMs of the deployed settings */
export function checkRun(fault: FaultCase, run: Run, deadlineMs: number): Violations {
  const answers = run.calls
    .flatMap((call) => call.answers)
    .filter(({ url }) => !fault.brokenPaths?.includes(new URL(url).pathname));
  return {
    silent: run.calls.filter(({ report }) => isSilent(report, fault)).map(describeSilence),
    invalid: answers.flatMap(findAnswerProblem),
    late: answers
      .filter((answer) => isHeardByCaller(answer) && answer.durationMs > deadlineMs + GRACE_MS)
      .map(({ url, durationMs }) => `${new URL(url).pathname} after ${durationMs} ms`),
    leaks: [...new Set(findLeaks(run.texts, listNumbers(fault)))],
    posts: run.calls
      .filter(({ postCount }) => postCount > (fault.maxPosts ?? MAX_POSTS))
      .map(({ postCount }) => `${postCount} POSTs`),
    unexpected: run.calls
      .filter(({ report }) => !isSilent(report, fault) && !isExpected(listHeard(report), fault))
      .map(({ report }) => `${listHeard(report).join(', ')} instead of ${fault.expected}`),
    unsigned: run.notifications
      .filter(({ isSigned }) => !isSigned)
      .map(({ id }) => id || 'without an id'),
    untold: findUntold(fault, run),
  };
}

function listNumbers({ from = CALLER, caller = {} }: FaultCase): string[] {
  return [from, ...Object.keys(caller.people ?? {})];
}

/** A notification may come twice, but it must come, and no others may. */
function findUntold({ expectedNotifications, expectedTexts }: FaultCase, run: Run): string[] {
  const ids = new Set(run.notifications.filter(({ isAccepted }) => isAccepted).map(({ id }) => id));
  const counts = [
    ['webhooks', ids.size, expectedNotifications],
    ['text messages', run.sentTexts.length, expectedTexts],
  ] as const;
  return counts
    .filter(([, count, expected = 0]) => count !== expected)
    .map(([what, count, expected = 0]) => `${count} ${what} instead of ${expected}`);
}

/** Returns whom or what the caller heard, in order, repetitions left out. */
export function listHeard(report: CallReport): Heard[] {
  const heard = report.timeline.entries
    .filter(({ actor }) => actor === 'heard')
    .map(({ text }) => nameHeard(text))
    .filter((who, at, all) => who !== all[at - 1]);
  return heard.length === 0 ? ['silence'] : heard;
}

function nameHeard(text: string): Heard {
  const [, speaker] = /^\[(assistant|person|machine)\]/.exec(text) ?? [];
  return (speaker as Heard | undefined) ?? (text === '[Twilio] beep' ? 'voicemail' : 'sentence');
}

function isSilent(report: CallReport, { continues = false }: FaultCase): boolean {
  const heard = listHeard(report);
  if (!continues || heard.includes('silence')) return heard.includes('silence');
  const isReconnected = report.streams
    .slice(1)
    .some((stream) => stream.outcome === 'closed' && stream.heardAudio);
  return !isReconnected && heard.every((who) => who === 'assistant');
}

function describeSilence({ report }: SeenCall): string {
  const { problems } = report;
  return problems.length === 0 ? 'silence after the stream' : problems.join('; ');
}

function isExpected(heard: readonly Heard[], { expected }: FaultCase): boolean {
  const last = heard.at(-1);
  switch (expected) {
    case 'anyone':
      return true;
    case 'assistant':
    case 'person':
      return last === expected;
    case 'voicemail':
      return heard.findLast((who) => who !== 'sentence') === 'voicemail';
    case 'fallback':
      return last !== 'assistant' && !heard.includes('machine');
  }
}

function findAnswerProblem(answer: SeenAnswer): string[] {
  const { url, status, contentType, body } = answer;
  const { pathname } = new URL(url);
  if (!isHeardByCaller(answer)) return status === 204 ? [] : [`${pathname} answered ${status}`];
  if (status !== 200) return [`${pathname} answered ${status}`];
  if (/^audio\//.test(contentType)) return [];
  if (!/^(text|application)\/xml\b/.test(contentType)) return [`${pathname} sent ${contentType}`];
  return checkTwiml(body).problems.map((problem) => `${pathname}: ${problem}`);
}
