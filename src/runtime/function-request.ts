import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import type { Config } from '../config/config';
import type { Logger } from '../log/logger';
import type { DoorState } from '../phone/door-state';
import { parseDoor } from '../twilio/door-address';
import type { EventParameters } from '../twilio/parameters';
import { type Deadline, startDeadline } from './deadline';
import { readOrigin } from './request-headers';
import { createRestClient, type RestClient } from './rest-client';

/** What the exit entry says beside the outcome. */
export interface ExitNotes {
  /** Of the first tenant that was looked up: a later one may be that of another caller in the queue. */
  tenantId?: string | undefined;
  /** Whether that tenant wants something to happen after its calls. Not in the log. */
  recordsCall?: boolean | undefined;
}

/** What a request knows of Sync. */
export interface SyncState {
  /** Why Sync did not answer; undefined = it has answered so far. */
  silence?: Error;
}

/** What the work of a Function gets besides what it was asked. */
export interface FunctionRequest {
  readonly config: Config;
  readonly log: Logger;
  readonly deadline: Deadline;
  readonly exitNotes: ExitNotes;
  readonly sync: SyncState;
  /** What the front door has found out about the caller so far. */
  readonly door: DoorState;
  /** Scheme and host under which Twilio reaches us, where that is known. */
  readonly origin: string | undefined;
  /** Returns Twilio's REST client. @throws {Error} if the account's credentials are missing */
  readonly createRestClient: (maxMs?: number) => RestClient;
}

/** Returns it for one request, whose deadline starts now. */
export function startRequest(
  context: Context,
  event: EventParameters,
  { config, log }: Pick<FunctionRequest, 'config' | 'log'>,
): FunctionRequest {
  const deadline = startDeadline(config.deadlineMs);
  return {
    config,
    log,
    deadline,
    exitNotes: {},
    sync: {},
    door: parseDoor(event),
    origin: readOrigin(config, event),
    createRestClient: (maxMs) => createRestClient(context, config, deadline, maxMs),
  };
}
