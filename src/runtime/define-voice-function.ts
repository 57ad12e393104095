import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { consoleSink, createLogger, describeError, type Logger } from '../log/logger';
import { withoutDoor } from '../twilio/door-address';
import { carryDoor } from './carry-door';
import type { DoorState } from '../phone/door-state';
import type { EventParameters } from '../twilio/parameters';
import { withoutOwnParameters } from '../twilio/part-facts';
import { build } from '../config/build';
import { buildVoiceTwiml } from '../twiml/build-voice-twiml';
import { MAX_TWIML_BYTES } from '../twiml/document';
import { LAST_RESORT_TWIML } from '../twiml/last-resort';
import type { VoiceAnswer, VoiceVerb } from '../twiml/voice-answer';
import { readContainerConfig } from './container-config';
import { beforeDeadline } from './deadline';
import { type ExitNotes, type FunctionRequest, startRequest } from './function-request';
import { InFlight, keyOfWebhook } from './in-flight';
import { leaveVoicePart } from './leave-part';
import { isForgedLocally } from './local-signature';
import { buildForbidden, buildTwiml, type RuntimeResponse } from './responses';

/** A voice Function's answer, and the word for how it went in the log. */
export type VoiceResult = (
  { readonly answer: VoiceAnswer } | { readonly verbs: readonly VoiceVerb[] }
) & {
  readonly outcome: string;
  /** What is known of the caller from now on; by default what the request knew. */
  readonly door?: DoorState;
  /** Why the front door challenged or refused the caller, for the call record. */
  readonly callerReason?: string | undefined;
};

/** What distinguishes one voice Function from the others. */
export interface VoiceFunction<Call extends { readonly callSid: string }> {
  /** Static dotted text that names the Function in the log. */
  readonly event: string;
  /** Reads the webhook; must not throw. */
  readonly parse: (event: EventParameters) => Call;
  readonly answer: (call: Call, request: FunctionRequest) => Promise<VoiceResult> | VoiceResult;
  /**
   * Whether a call begins here. What such a request says of the front door was not written by us: a
   * client of the Voice SDK adds parameters as it likes, and Twilio signs them.
   */
  readonly beginsCall?: boolean;
  /** Whether what it tells belongs into the call record: the caller asks, not somebody whom we ring. */
  readonly leavesPart?: boolean;
  /** TwiML for when our own code fails, where the usual sentence does not fit. */
  readonly lastResort?: string;
}

/** With what the copy that did the work has noted, for the exit entries of the others. */
type NotedResult = VoiceResult & { readonly exitNotes: ExitNotes };

type Handler = (
  context: Context,
  event: EventParameters,
  callback: ServerlessCallback,
) => Promise<void>;

/**
 * Returns the handler of a voice webhook. Whatever happens inside, Twilio gets status 200 and TwiML
 * that speaks, once, before the deadline, and the log one exit entry with tenant, outcome, duration
 * and build. Twilio may deliver a webhook twice: copies that come at the same time share one answer.
 */
export function defineVoiceFunction<Call extends { readonly callSid: string }>(
  definition: VoiceFunction<Call>,
): Handler {
  const inFlight = new InFlight<NotedResult>();
  return async (context, event, callback) => {
    callback(null, await answerInTime(definition, inFlight, context, event));
  };
}

async function answerInTime<Call extends { readonly callSid: string }>(
  {
    event: name,
    parse,
    beginsCall,
    lastResort = LAST_RESORT_TWIML,
    ...definition
  }: VoiceFunction<Call>,
  inFlight: InFlight<NotedResult>,
  context: Context,
  event: EventParameters,
): Promise<RuntimeResponse> {
  const startedAtMs = performance.now();
  let log = createLogger(consoleSink);
  let exitNotes: ExitNotes = {};
  const exit = (outcome: string) =>
    log.info(`${name}.answered`, 'Answered', {
      tenantId: exitNotes.tenantId,
      outcome,
      durationMs: Math.round(performance.now() - startedAtMs),
      build,
    });
  try {
    const { config, problems } = readContainerConfig(context);
    const trusted = beginsCall === true ? withoutDoor(event) : event;
    const call = parse(trusted);
    log = createLogger(consoleSink, config.secretTexts).with({ callSid: call.callSid });
    reportProblems(problems, log);
    if (isForgedLocally({ config, event, log })) return buildForbidden();
    const request = startRequest(context, trusted, { config, log });
    ({ exitNotes } = request);
    const answering = inFlight.run(keyOfWebhook(event), async () => {
      const result = await definition.answer(call, request);
      if (definition.leavesPart !== true) return { ...result, exitNotes };
      const said = beginsCall === true ? withoutOwnParameters(event) : event;
      const source = { name, event: said, callSid: call.callSid, request };
      const answered = { ...result, answer: toAnswer(result) };
      const answer = await leaveVoicePart(source, {
        door: request.door,
        callerReason: undefined,
        ...answered,
      });
      return { ...answered, answer, exitNotes };
    });
    const result = await beforeDeadline(answering, request.deadline);
    ({ exitNotes } = result);
    const carried = carryDoor(toAnswer(result), result.door ?? request.door, request.origin);
    const twiml = String(buildVoiceTwiml(carried));
    if (Buffer.byteLength(twiml) > MAX_TWIML_BYTES) throw new Error('the answer is over 64 kB');
    exit(result.outcome);
    return buildTwiml(twiml);
  } catch (error) {
    log.error(`${name}.failed`, 'The caller hears the last resort', describeError(error));
    exit('last-resort');
    return buildTwiml(lastResort);
  }
}

function toAnswer(result: VoiceResult): VoiceAnswer {
  return 'verbs' in result ? { kind: 'verbs', verbs: result.verbs } : result.answer;
}

let reportedProblems = '';

/** A container logs the same problems once, not with every call. */
function reportProblems(problems: readonly string[], log: Logger): void {
  const text = problems.join('\n');
  if (text !== '' && text !== reportedProblems) {
    log.error('config.problems', 'Settings are missing or wrong', { problems });
  }
  reportedProblems = text;
}
