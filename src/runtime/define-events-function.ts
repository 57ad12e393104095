import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { consoleSink, createLogger, describeError } from '../log/logger';
import type { EventParameters } from '../twilio/parameters';
import { type EventsSender, findEventsSender } from '../vapi/call-credential';
import { readContainerConfig } from './container-config';
import { beforeDeadline } from './deadline';
import { type FunctionRequest, startRequest } from './function-request';
import { RareWarnings } from './rare-warnings';
import { readHeaders } from './request-headers';
import { buildJson, buildUnauthorized, type RuntimeResponse } from './responses';

type Handler = (
  context: Context,
  event: EventParameters,
  callback: ServerlessCallback,
) => Promise<void>;

export interface EventsRequest extends FunctionRequest {
  readonly sender: EventsSender;
}

/** What Vapi gets. 503 asks it to send the same message again later. */
export interface EventsAnswer {
  readonly status: 200 | 503;
  readonly body: object;
}

type HandleMessage = (message: unknown, request: EventsRequest) => Promise<EventsAnswer>;

/**
 * Returns the handler of a public Function for Vapi's messages. A request without a credential of
 * ours gets 401 and is not read; all others get what `handle` returns. Only a 200 reaches the model.
 * @param name Static dotted text that names the Function in the log.
 * @param handle Returns the answer before the deadline. If it fails, the answer is 200 and `{}`.
 */
export function defineEventsFunction(name: string, handle: HandleMessage): Handler {
  return async (context, event, callback) => {
    callback(null, await handleMessage(name, handle, context, event));
  };
}

/** Anybody may send requests without a credential. */
const refusals = new RareWarnings();

async function handleMessage(
  name: string,
  handle: HandleMessage,
  context: Context,
  event: EventParameters,
): Promise<RuntimeResponse> {
  let log = createLogger(consoleSink);
  try {
    const { config } = readContainerConfig(context);
    log = createLogger(consoleSink, config.secretTexts);
    const sender = findEventsSender(readHeaders(event), config.eventsSecrets, Date.now());
    if (sender === undefined) {
      const isUnset = config.eventsSecrets.length === 0;
      const why = isUnset ? 'SWITCHBOARD_EVENTS_SECRET is not set' : 'no valid credential';
      refusals.warn(log, [`${name}.refused`, 'Refused', why]);
      return buildUnauthorized();
    }
    const request = { ...startRequest(context, event, { config, log }), sender };
    const taking = handle(event['message'], request);
    const { status, body } = await beforeDeadline(taking, request.deadline);
    return buildJson(body, status);
  } catch (error) {
    log.error(`${name}.failed`, 'A message from Vapi could not be handled', describeError(error));
    return buildJson({});
  }
}
