import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { readConfig } from '../config/config';
import { consoleSink, createLogger, describeError } from '../log/logger';
import type { EventParameters } from '../twilio/parameters';
import { type EventsSender, findEventsSender } from '../vapi/events-secret';
import { beforeDeadline, startDeadline } from './deadline';
import type { CallbackRequest } from './define-callback-function';
import { readHeaders, readOrigin } from './request-headers';
import { buildJson, buildUnauthorized } from './responses';
import { createRestClient } from './rest-client';

type Handler = (
  context: Context,
  event: EventParameters,
  callback: ServerlessCallback,
) => Promise<void>;

/** A message's request, and who sends it. */
export interface EventsRequest extends CallbackRequest {
  readonly sender: EventsSender;
}

/** What Vapi is answered. 503 asks it for the same message once more, later. */
export interface EventsAnswer {
  readonly status: 200 | 503;
  readonly body: object;
}

/**
 * Returns the handler of a public Function for Vapi's messages. Without one of our secrets it answers
 * 401 and reads nothing; with one what `take` says. Only a 200 reaches the model.
 * @param name Static dotted text that names the Function in the log.
 * @param take Returns the answer, before the deadline; where it fails, that is 200 and `{}`.
 */
export function defineEventsFunction(
  name: string,
  take: (message: unknown, request: EventsRequest) => Promise<EventsAnswer>,
): Handler {
  return async (context, event, callback) => {
    let log = createLogger(consoleSink);
    try {
      const { config } = readConfig(context);
      log = createLogger(consoleSink, config.secretTexts);
      const sender = findEventsSender(readHeaders(event), config.eventsSecrets);
      if (sender === undefined) {
        const isUnset = config.eventsSecrets.length === 0;
        const why = isUnset ? 'SWITCHBOARD_EVENTS_SECRET is not set' : 'wrong or no secret';
        log.warn(`${name}.refused`, 'Refused', { why });
        return callback(null, buildUnauthorized());
      }
      const deadline = startDeadline(config.deadlineMs);
      const request: EventsRequest = {
        sender,
        config,
        log,
        deadline,
        origin: readOrigin(config, event),
        createRestClient: (mostMs) => createRestClient(context, config, deadline, mostMs),
      };
      const { status, body } = await beforeDeadline(take(event['message'], request), deadline);
      callback(null, buildJson(body, status));
    } catch (error) {
      log.error(`${name}.failed`, 'A message of Vapi could not be taken', describeError(error));
      callback(null, buildJson({}));
    }
  };
}
