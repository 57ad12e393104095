import { setTimeout as sleep } from 'node:timers/promises';
import { nameCallMap, type Part, PART_SECONDS } from '../call-record/part';
import { writeDoor } from '../phone/door-state';
import { describeError } from '../log/logger';
import { addPart } from '../twilio/part-address';
import { fingerprint, parsePartFacts } from '../twilio/part-facts';
import type { EventParameters } from '../twilio/parameters';
import type { VoiceAnswer } from '../twiml/voice-answer';
import type { FunctionRequest } from './function-request';

/** Callers hear nothing while a part is written. */
const MAX_CALLER_WAIT_MS = 500;

/** Nobody hears how long a callback takes. */
const MAX_CALLBACK_WAIT_MS = 1_500;

/** What a Function's webhook came with, and what became of it. */
export interface PartSource {
  readonly name: string;
  readonly event: EventParameters;
  readonly callSid: string;
  readonly request: FunctionRequest;
}

/** How a voice Function has answered. */
interface AnsweredWebhook {
  readonly answer: VoiceAnswer;
  readonly outcome: string;
  readonly door: FunctionRequest['door'];
  readonly callerReason: string | undefined;
}

/**
 * Leaves what a voice webhook tells for the record of its call, if the tenant wants records. A caller who
 * gets the assistant does not wait for that: the address of the stream's status carries it.
 * @returns the answer; never throws
 */
export async function leaveVoicePart(
  source: PartSource,
  { answer, outcome, door, callerReason }: AnsweredWebhook,
): Promise<VoiceAnswer> {
  const { request, name, event } = source;
  const { tenantId, recordsCall } = request.exitNotes;
  if (recordsCall !== true || tenantId === undefined || source.callSid === '') return answer;
  // Twilio asks the same once more.
  if (outcome === 'asks-again') return answer;
  const part: Part = {
    ...{ name, tenantId, outcome, callerReason },
    atMs: Date.now(),
    door: writeDoor(door),
    isRecorded: startsRecording(answer) || undefined,
    facts: parsePartFacts(event),
  };
  if (answer.kind === 'assistant') {
    const { statusUrl, ...hooks } = answer.hooks;
    return {
      ...answer,
      hooks: { ...hooks, statusUrl: statusUrl && addPart(statusUrl, part) },
    };
  }
  await leaveParts(source, [part], MAX_CALLER_WAIT_MS);
  return answer;
}

/**
 * Keeps parts in Sync under a key that a repeated webhook has too. Never throws: a part that is lost makes
 * a poorer record.
 * @returns `silent` if Sync did not answer
 */
export async function leaveParts(
  { name, event, callSid, request }: PartSource,
  parts: readonly Part[],
  maxMs = MAX_CALLBACK_WAIT_MS,
): Promise<'kept' | 'refused' | 'silent'> {
  const { log, config, deadline, createRestClient } = request;
  const isLate = new AbortController();
  let late: Promise<never> | undefined;
  try {
    const { createSyncStore } = await import('../twilio/sync-store.js');
    const { openSync } = await import('./rest-client.js');
    const item = {
      key: `${name}.${fingerprint(event)}`,
      data: { parts },
      ttlSeconds: PART_SECONDS,
    };
    const leftMs = Math.min(maxMs, deadline.remainingMs() / 2);
    // Twilio's package may have to be loaded for it; the time begins when that is done.
    const service = openSync(createRestClient(leftMs), config);
    const store = createSyncStore(() => service, {
      nameMap: nameCallMap,
      mapTtlSeconds: PART_SECONDS,
    });
    const startedAtMs = performance.now();
    late = sleep(leftMs, undefined, { signal: isLate.signal }).then(() => {
      throw new Error(`Sync took longer than ${Math.round(leftMs)} ms`);
    });
    await Promise.race([store.add(callSid, item), late]);
    const durationMs = Math.round(performance.now() - startedAtMs);
    log.info('call_record.part_kept', 'A part of the call record is kept', {
      part: name,
      durationMs,
    });
    return 'kept';
  } catch (error) {
    const text = 'A part of the call record is lost';
    log.warn('call_record.part_lost', text, { part: name, ...describeError(error) });
    const { isAnswer } = await import('./bound-store.js');
    return isAnswer(error) ? 'refused' : 'silent';
  } finally {
    isLate.abort();
    late?.catch(() => undefined);
  }
}

function startsRecording(answer: VoiceAnswer): boolean {
  const verbs = answer.kind === 'verbs' ? answer.verbs : (answer.before ?? []);
  return verbs.some(({ kind }) => kind === 'start-recording');
}
