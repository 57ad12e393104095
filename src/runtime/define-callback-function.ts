import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { consoleSink, createLogger, describeError } from '../log/logger';
import type { EventParameters } from '../twilio/parameters';
import type { CallbackPart } from './follow-call';
import { readContainerConfig } from './container-config';
import { beforeDeadline } from './deadline';
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
 * warnings. Only a callback that Twilio should repeat gets 503. Twilio may deliver a webhook twice:
 * copies that come at the same time are handled once.
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
      const outcome = await handle(event, request);
      if (part === undefined || !mayFollow(event, request)) return outcome;
      const { followCall } = await import('./follow-call.js');
      const followed = await followCall(part, { event, request });
      return outcome === 'again' ? outcome : followed;
    });
  return async (context, event, callback) => {
    callback(null, await handleRequest(name, handleOnce, context, event));
  };
}

/** Most tenants want no record, and load nothing for one. */
function mayFollow(event: EventParameters, { exitNotes }: FunctionRequest): boolean {
  return exitNotes.recordsCall === true || 'part' in event;
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
    log.error(`${name}.failed`, 'A status callback could not be handled', describeError(error));
  }
  return buildEmpty();
}
