import { nameCallMap, type Part, PART_SECONDS } from '../call-record/part';
import { writeDoor } from '../phone/door-state';
import { describeError } from '../log/logger';
import { isCallLive } from '../twilio/call-status';
import { addPart } from '../twilio/part-address';
import { fingerprint, parsePartFacts } from '../twilio/part-facts';
import type { EventParameters } from '../twilio/parameters';
import type { VoiceAnswer, VoiceVerb } from '../twiml/voice-answer';
import type { FunctionRequest } from './function-request';

/** Callers hear nothing while a part is written. */
const MAX_CALLER_WAIT_MS = 500;

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
    isRecorded: hasVerb(answer, 'start-recording') || undefined,
    isRinging: hasVerb(answer, 'dial') || undefined,
    facts: parsePartFacts(event),
  };
  if (answer.kind === 'assistant') {
    const { statusUrl, ...hooks } = answer.hooks;
    return {
      ...answer,
      hooks: { ...hooks, statusUrl: statusUrl && addPart(statusUrl, part) },
    };
  }
  // A caller who has hung up waits for nothing; one who is rejected hears ringing a little longer.
  const isWaiting = isCallLive(event) && !hasVerb(answer, 'reject');
  await leaveParts(source, [part], isWaiting ? MAX_CALLER_WAIT_MS : undefined);
  return answer;
}

/**
 * Keeps parts in Sync under a key that a repeated webhook has too. Never throws: a part that is lost makes
 * a poorer record.
 */
export async function leaveParts(
  { name, event, callSid, request }: PartSource,
  parts: readonly Part[],
  maxMs?: number,
): Promise<void> {
  const { log } = request;
  try {
    const { openStore } = await import('./bound-store.js');
    const store = openStore(request, {
      ...{ nameMap: nameCallMap, mapTtlSeconds: PART_SECONDS },
      ...(maxMs === undefined ? {} : { maxMs }),
    });
    const key = `${name}.${fingerprint(event)}`;
    const startedAtMs = performance.now();
    await store.add(callSid, { key, data: { parts }, ttlSeconds: PART_SECONDS });
    const durationMs = Math.round(performance.now() - startedAtMs);
    log.info('call_record.part_kept', 'A part of the call record is kept', {
      part: name,
      durationMs,
    });
  } catch (error) {
    const text = 'A part of the call record is lost';
    log.warn('call_record.part_lost', text, { part: name, ...describeError(error) });
  }
}

function hasVerb(answer: VoiceAnswer, wanted: VoiceVerb['kind']): boolean {
  const verbs = answer.kind === 'verbs' ? answer.verbs : (answer.before ?? []);
  return verbs.some(({ kind }) => kind === wanted);
}
