import { setTimeout as sleep } from 'node:timers/promises';
import type { Vapi } from '@vapi-ai/server-sdk';
import { type CallState, parseCallState } from '../../../src/vapi/call-state';
import { exitCodes } from '../../core/exit-codes';
import type { Finding } from '../../core/vapi/check-references';
import type { Asked, AskVapi } from './ask-vapi';
import { describeKind, fieldOf, isObject, maskWords, parseJson } from './describe-value';
import { breaking, type Difference, harmless } from './difference';

/** What Vapi's record of the call showed. */
export interface CheckedCall {
  readonly differences: readonly Difference[];
  readonly obstacle?: Finding;
  /** For the report. */
  readonly found: string;
}

const MAX_READS = 6;
const BETWEEN_READS_MS = 1_000;

/**
 * Reads the call until it has ended, for some seconds at most; Vapi's record lags behind the
 * socket.
 */
export async function readCall(
  ask: AskVapi,
  vapiCallId: string,
  hasConnected: boolean,
): Promise<Asked> {
  for (let reads = 1; ; reads += 1) {
    const asked = await ask('GET', `/call/${encodeURIComponent(vapiCallId)}`);
    const { status, body = '' } = asked.answer ?? {};
    // It is not known how long a call that was never connected keeps waiting.
    const mayStillEnd =
      hasConnected && status === 200 && parseCallState(body)?.endedGroup === undefined;
    if (!mayStillEnd || reads === MAX_READS) return asked;
    await sleep(BETWEEN_READS_MS);
  }
}

const STATUSES: Readonly<Record<Vapi.CallStatus, true>> = {
  scheduled: true,
  queued: true,
  ringing: true,
  'in-progress': true,
  forwarding: true,
  ended: true,
  'not-found': true,
  'deletion-failed': true,
};

export interface CheckCallOptions {
  /** Whether its WebSocket was opened. */
  readonly hasConnected: boolean;
  readonly secrets: readonly string[];
}

/**
 * Compares Vapi's record of the call with the fields that decide about a caller whose stream has
 * ended.
 */
export function checkCall(
  { answer, problem }: Asked,
  { hasConnected, secrets }: CheckCallOptions,
): CheckedCall {
  if (answer === undefined || answer.status >= 500 || answer.status === 429) {
    const found = problem ?? String(answer?.status);
    const obstacle = { problem: `GET /call/{id}: ${found}`, exitCode: exitCodes.vendor };
    return { differences: [], obstacle, found };
  }
  if (answer.status !== 200) {
    const found = String(answer.status);
    return { differences: [breaking('GET /call/{id}', '200', found)], found };
  }
  const body = parseJson(answer.body);
  if (!isObject(body)) {
    const found = describeKind(body);
    return { differences: [breaking('GET /call/{id}', 'a JSON object', found)], found };
  }
  const state = parseCallState(answer.body);
  if (state === undefined) {
    const found = describeKind(body['status']);
    return { differences: [breaking("the call's status", 'a text', found)], found };
  }
  const status = maskWords(state.status, secrets);
  const reason = maskWords(state.endedReason ?? 'no reason', secrets);
  const differences = [
    ...(Object.hasOwn(STATUSES, state.status)
      ? checkEnd(state, { status, reason, hasConnected })
      : [breaking("the call's status", 'one that the code knows', status)]),
    ...checkTimes(body),
  ];
  const found = state.endedGroup === undefined ? status : `${status}, ${reason}`;
  return { differences, found };
}

function checkEnd(
  { endedGroup }: CallState,
  words: { readonly status: string; readonly reason: string; readonly hasConnected: boolean },
): Difference[] {
  const { status, reason, hasConnected } = words;
  if (endedGroup === 'unknown') {
    return [breaking("the call's endedReason", 'one that the code knows', reason)];
  }
  return endedGroup === undefined && hasConnected
    ? [harmless("the call's status", 'ended, seconds after the stream', status)]
    : [];
}

function checkTimes(body: object): Difference[] {
  return ['startedAt', 'endedAt'].flatMap((name) => {
    const time = fieldOf(body, name);
    if (time === undefined || time === null) return [];
    const isTime = typeof time === 'string' && !Number.isNaN(Date.parse(time));
    return isTime ? [] : [breaking(`the call's ${name}`, 'a time', describeKind(time))];
  });
}
