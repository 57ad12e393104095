import type { StandInCall } from './stand-in-call';

export interface ControlCommand {
  readonly callId: string;
  /** Undefined where there is none that could be read. */
  readonly type: string | undefined;
  /** The address is the permit: no key is needed, and a client that sends one has leaked it. */
  readonly hasKey: boolean;
}

/** Why a call ended that was ended from outside. Vapi's own word for it is unknown. */
const ENDED_BY_COMMAND = 'manually-canceled';

/** Returns where a call can be listened to and controlled. */
export function buildMonitor(
  { streamHost, controlUrl }: { readonly streamHost: string; readonly controlUrl: string },
  { id }: StandInCall,
): object {
  return {
    listenUrl: `wss://${streamHost}/${id}/listen`,
    controlUrl: `${controlUrl}/${id}/control`,
  };
}

/** Returns the call's id in the path of a control address; undefined if the path is another. */
export function findControlledId(pathname: string): string | undefined {
  return /^\/([0-9a-f-]+)\/control$/.exec(pathname)?.[1];
}

/**
 * Obeys a command to a call. An unknown command does nothing, and the client does not learn that:
 * Vapi answers 200 to everything.
 * @see https://docs.vapi.ai/calls/call-features (live call control)
 */
export function obeyCommand(
  call: StandInCall,
  body: unknown,
  authorization: string | undefined,
): ControlCommand {
  const { type } = Object(body) as { type?: unknown };
  if (type === 'end-call') {
    call.end(ENDED_BY_COMMAND);
    call.closeStream();
  }
  return {
    callId: call.id,
    type: typeof type === 'string' ? type : undefined,
    hasKey: authorization !== undefined,
  };
}
