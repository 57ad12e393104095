import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { type Config, readConfig } from '../config/config';
import { consoleSink, createLogger, describeError, type Logger } from '../log/logger';
import type { EventParameters } from '../twilio/parameters';
import { beforeDeadline, type Deadline, startDeadline } from './deadline';
import { isForgedLocally } from './local-signature';
import { readOrigin } from './request-headers';
import { buildEmpty, buildForbidden } from './responses';
import { createRestClient, type RestClient } from './rest-client';

/** What a status callback gets besides its parameters. */
export interface CallbackRequest {
  readonly config: Config;
  readonly log: Logger;
  readonly deadline: Deadline;
  /** Scheme and host under which Twilio reaches us, where that is known. */
  readonly origin: string | undefined;
  /** Returns Twilio's REST client. @throws {Error} where the account's credentials are missing */
  readonly createRestClient: (mostMs?: number) => RestClient;
}

type Handler = (
  context: Context,
  event: EventParameters,
  callback: ServerlessCallback,
) => Promise<void>;

/**
 * Returns the handler of a status callback: something that Twilio tells and nobody waits for.
 * It answers 204 without a body before the deadline, whatever happens; other bodies make Twilio log
 * warnings.
 * @param name Static dotted text that names the Function in the log.
 * @see https://www.twilio.com/docs/api/errors/15003
 */
export function defineCallbackFunction(
  name: string,
  take: (event: EventParameters, request: CallbackRequest) => Promise<void> | void,
): Handler {
  return async (context, event, callback) => {
    let log = createLogger(consoleSink);
    try {
      const { config } = readConfig(context);
      log = createLogger(consoleSink, config.secretTexts);
      if (isForgedLocally({ config, event, log })) return callback(null, buildForbidden());
      const deadline = startDeadline(config.deadlineMs);
      const request: CallbackRequest = {
        config,
        log,
        deadline,
        createRestClient: (mostMs) => createRestClient(context, config, deadline, mostMs),
        origin: readOrigin(config, event),
      };
      await beforeDeadline(Promise.resolve(take(event, request)), deadline);
    } catch (error) {
      log.error(`${name}.failed`, 'A status callback could not be taken', describeError(error));
    }
    callback(null, buildEmpty());
  };
}
