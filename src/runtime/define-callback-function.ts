import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { readConfig } from '../config/config';
import { consoleSink, createLogger, describeError, type Logger } from '../log/logger';
import type { EventParameters } from '../twilio/parameters';
import { isForgedLocally } from './local-signature';
import { buildEmpty, buildForbidden } from './responses';

type Handler = (
  context: Context,
  event: EventParameters,
  callback: ServerlessCallback,
) => Promise<void>;

/**
 * Returns the handler of a status callback: something that Twilio tells and nobody waits for.
 * It answers 204 without a body, whatever happens; other bodies make Twilio log warnings.
 * @param name Static dotted text that names the Function in the log.
 * @see https://www.twilio.com/docs/api/errors/15003
 */
export function defineCallbackFunction(
  name: string,
  take: (event: EventParameters, log: Logger) => Promise<void> | void,
): Handler {
  return async (context, event, callback) => {
    let log = createLogger(consoleSink);
    try {
      const { config } = readConfig(context);
      log = createLogger(consoleSink, config.secretTexts);
      if (isForgedLocally({ config, event, log })) return callback(null, buildForbidden());
      await take(event, log);
    } catch (error) {
      log.error(`${name}.failed`, 'A status callback could not be read', describeError(error));
    }
    callback(null, buildEmpty());
  };
}
