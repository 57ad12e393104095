import { checkTwiml } from '../twilio/check-twiml';
import { findLeaks, type SeenText } from './canaries';
import type { FaultCase } from './fault-case';
import { CALLER, type CallReport, type SeenAnswer, type SeenCall } from './fault-world';

/** What must never happen; each is counted. */
export const FORBIDDEN = ['silent', 'invalid', 'late', 'leaks', 'posts', 'unexpected'] as const;

/** Something that must never happen. */
export type Forbidden = (typeof FORBIDDEN)[number];

/** Forbidden things that happened, each with what was seen. */
export type Violations = Readonly<Record<Forbidden, readonly string[]>>;

/** What a caller got to. */
export type Heard = 'assistant' | 'person' | 'voicemail' | 'sentence' | 'silence';

/** An answer may come this long after the deadline: a container has to start first. */
const GRACE_MS = 500;

/** No call may make Vapi more calls than this. */
const MAX_POSTS = 2;

/** Callbacks are answered without TwiML; their paths end like this. */
const CALLBACK_PATH = /(status|recording|transcription)$/;

/** Returns every forbidden thing in a run of a case. @param deadlineMs of the deployed settings */
export function judgeRun(
  fault: FaultCase,
  run: { readonly calls: readonly SeenCall[]; readonly texts: readonly SeenText[] },
  deadlineMs: number,
): Violations {
  const answers = run.calls
    .flatMap((call) => call.answers)
    .filter(({ url }) => !fault.brokenPaths?.includes(new URL(url).pathname));
  return {
    silent: run.calls.filter(({ report }) => isSilent(report, fault)).map(describeSilence),
    invalid: answers.flatMap(findAnswerProblem),
    late: answers
      .filter(({ durationMs }) => durationMs > deadlineMs + GRACE_MS)
      .map(({ url, durationMs }) => `${new URL(url).pathname} after ${durationMs} ms`),
    leaks: [...new Set(findLeaks(run.texts, fault.from ?? CALLER))],
    posts: run.calls
      .filter(({ postCount }) => postCount > MAX_POSTS)
      .map(({ postCount }) => `${postCount} POSTs`),
    unexpected: run.calls
      .filter(({ report }) => !isSilent(report, fault) && !isExpected(listHeard(report), fault))
      .map(({ report }) => `${listHeard(report).join(', ')} instead of ${fault.expected}`),
  };
}

/** Returns whom or what the caller heard, in order, repetitions left out. */
export function listHeard(report: CallReport): Heard[] {
  // A caller that knows of people and voicemail tells so in a field of its own.
  const { reached = [] } = report as unknown as { readonly reached?: readonly string[] };
  const spoken = report.timeline.entries
    .filter(({ actor }) => actor === 'heard')
    .map(({ text }): Heard => (text.startsWith('[assistant]') ? 'assistant' : 'sentence'));
  const others = reached.filter((who): who is Heard => who === 'person' || who === 'voicemail');
  const heard = [...spoken, ...others].filter((who, at, all) => who !== all[at - 1]);
  return heard.length === 0 ? ['silence'] : heard;
}

function isSilent(report: CallReport, { goesOn = false }: FaultCase): boolean {
  const heard = listHeard(report);
  if (!goesOn || heard.includes('silence')) return heard.includes('silence');
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
  if (expected === 'anyone') return true;
  const hasAssistant = heard.at(-1) === 'assistant';
  return expected === 'assistant' ? hasAssistant : !hasAssistant;
}

function findAnswerProblem({ url, status, contentType, body }: SeenAnswer): string[] {
  const { pathname } = new URL(url);
  if (status === 204 && CALLBACK_PATH.test(pathname)) return [];
  if (status !== 200) return [`${pathname} answered ${status}`];
  if (!/^(text|application)\/xml\b/.test(contentType)) return [`${pathname} sent ${contentType}`];
  return checkTwiml(body).problems.map((problem) => `${pathname}: ${problem}`);
}
