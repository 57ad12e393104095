import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import type { Config } from '../config/config';
import type { Health } from './classify-health';
import { consoleSink, createLogger, describeError, type Logger } from '../log/logger';
import { readContainerConfig } from './container-config';
import { beforeDeadline, type Deadline, startDeadline } from './deadline';
import { buildHealth } from './responses';

/** What a container looks at to see how it does. */
export interface HealthRequest {
  readonly config: Config;
  readonly problems: readonly string[];
  readonly log: Logger;
  readonly deadline: Deadline;
}

type LookAtHealth = (request: HealthRequest) => Promise<Health>;

type Handler = (context: Context, event: object, callback: ServerlessCallback) => Promise<void>;

/**
 * Returns the handler of a public Function for monitors: 200, or 503 if something is wrong, in time
 * and without a reason that could identify somebody. Only failures are logged.
 */
export function defineHealthFunction(look: LookAtHealth): Handler {
  return async (context, _event, callback) => {
    callback(null, buildHealth(await findHealth(look, context)));
  };
}

async function findHealth(
  look: LookAtHealth,
  context: Context,
): Promise<Parameters<typeof buildHealth>[0]> {
  let log = createLogger(consoleSink);
  try {
    const { config, problems } = readContainerConfig(context);
    log = createLogger(consoleSink, config.secretTexts);
    const deadline = startDeadline(config.deadlineMs);
    return await beforeDeadline(look({ config, problems, log, deadline }), deadline);
  } catch (error) {
    log.error('health.failed', 'The health could not be determined', describeError(error));
    return { status: 'degraded' };
  }
}
