import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { consoleSink, createLogger, describeError, type Logger } from '../log/logger';
import type { EventParameters } from '../twilio/parameters';
import type { CallbackPart } from './follow-call';
import { readContainerConfig } from './container-config';
import { beforeDeadline, DeadlinePassed } from './deadline';
import { type FunctionRequest, startRequest } from './function-request';
import { InFlight, keyOfWebhook } from './in-flight';
import { isForgedLocally } from './local-signature';
import { buildEmpty, buildForbidden, type RuntimeResponse } from './responses';

type Handler = (
  context: Context,
  event: EventParameters,
  callback: ServerlessCallback,
) => Promise<void>;

/** Returns `again` for a callback that Twilio should repeat, where its address asks for that. */
type HandleCallback = (
  event: EventParameters,
  request: FunctionRequest,
) => Promise<CallbackOutcome> | CallbackOutcome;

type CallbackOutcome = 'done' | 'again' | void;

/**
 * Returns the handler of a status callback: something that Twilio tells and nobody waits for.
 * It answers 204 without a body before the deadline, whatever happens; other bodies make Twilio log
 * warnings. Only a callback that Twilio should repeat gets 503: `handle` says so, or is not done in time.
 * Twilio may deliver a webhook twice: copies that come at the same time are handled once.
 * @param name Static dotted text that names the Function in the log.
 * @param part What it is to the record of its call; by default nothing.
 * @see https://www.twilio.com/docs/api/errors/15003
 */
export function defineCallbackFunction(
  name: string,
  handle: HandleCallback,
  part?: CallbackPart,
): Handler {
  const inFlight = new InFlight<CallbackOutcome>();
  const handleOnce: HandleCallback = (event, request) =>
    inFlight.run(keyOfWebhook(event), async () => {
      const outcome = await handleSafely(name, handle, event, request);
      if (part === undefined || !mayFollow(part, event, request)) return outcome;
      const { followCall } = await import('./follow-call.js');
      const followed = await followCall(part, { event, request });
      return outcome === 'again' ? outcome : followed;
    });
  return async (context, event, callback) => {
    callback(null, await handleRequest(name, handleOnce, context, event));
  };
}

/** Whatever fails, the record of the call is made. */
async function handleSafely(
  name: string,
  handle: HandleCallback,
  event: EventParameters,
  request: FunctionRequest,
): Promise<CallbackOutcome> {
  try {
    return await handle(event, request);
  } catch (error) {
    reportFailure(name, error, request.log);
  }
}

function reportFailure(name: string, error: unknown, log: Logger): void {
  log.error(`${name}.failed`, 'A status callback could not be handled', describeError(error));
}

/** Most tenants want no record, and load nothing for one. */
function mayFollow(
  { carriesPart = false }: CallbackPart,
  event: EventParameters,
  { exitNotes }: FunctionRequest,
): boolean {
  return exitNotes.recordsCall === true || (carriesPart && 'part' in event);
}

async function handleRequest(
  name: string,
  handle: HandleCallback,
  context: Context,
  event: EventParameters,
): Promise<RuntimeResponse> {
  let log = createLogger(consoleSink);
  try {
    const { config } = readContainerConfig(context);
    log = createLogger(consoleSink, config.secretTexts);
    if (isForgedLocally({ config, event, log })) return buildForbidden();
    const request = startRequest(context, event, { config, log });
    const handling = Promise.resolve(handle(event, request));
    const outcome = await beforeDeadline(handling, request.deadline);
    if (outcome === 'again') return buildEmpty(503);
  } catch (error) {
    reportFailure(name, error, log);
    if (error instanceof DeadlinePassed) return buildEmpty(503);
  }
  return buildEmpty();
}
