import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { readConfig } from '../config/config';
import { consoleSink, createLogger, describeError } from '../log/logger';
import type { EventParameters } from '../twilio/parameters';
import { hasEventsSecret } from '../vapi/events-secret';
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

/**
 * Returns the handler of a public Function for Vapi's messages. Without one of our secrets it answers
 * 401 and reads nothing; with one always 200, for Vapi tells the model nothing of other answers.
 * @param name Static dotted text that names the Function in the log.
 * @param take Returns the body of the answer, before the deadline; where it fails, it is `{}`.
 */
export function defineEventsFunction(
  name: string,
  take: (message: unknown, request: CallbackRequest) => Promise<object>,
): Handler {
  return async (context, event, callback) => {
    let log = createLogger(consoleSink);
    try {
      const { config } = readConfig(context);
      log = createLogger(consoleSink, config.secretTexts);
      if (!hasEventsSecret(readHeaders(event), config.eventsSecrets)) {
        const isUnset = config.eventsSecrets.length === 0;
        const why = isUnset ? 'SWITCHBOARD_EVENTS_SECRET is not set' : 'wrong or no secret';
        log.warn(`${name}.refused`, 'Refused', { why });
        return callback(null, buildUnauthorized());
      }
      const deadline = startDeadline(config.deadlineMs);
      const request: CallbackRequest = {
        config,
        log,
        deadline,
        origin: readOrigin(config, event),
        createRestClient: (mostMs) => createRestClient(context, config, deadline, mostMs),
      };
      const body = await beforeDeadline(take(event['message'], request), deadline);
      callback(null, buildJson(body));
    } catch (error) {
      log.error(`${name}.failed`, 'A message of Vapi could not be taken', describeError(error));
      callback(null, buildJson({}));
    }
  };
}
