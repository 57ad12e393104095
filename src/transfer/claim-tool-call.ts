import { nameMap } from '../bounds/hourly';
import { bounds } from '../config/bounds';
import { describeError, type Logger } from '../log/logger';
import type { SyncStore } from '../twilio/sync-store';
import type { ToolReply } from '../vapi/server-message';

/** What claiming a transfer needs. */
export interface ClaimServices {
  readonly boundStore: Pick<SyncStore, 'add' | 'read' | 'replace'>;
  readonly nowMs: () => number;
  readonly log: Logger;
}

/** Which tool call, in which conversation of which phone call. */
export interface ClaimedCall {
  readonly toolCallId: string;
  readonly tenantId: string;
  readonly callSid: string;
  /** Transfers that the phone call has begun before: each conversation has a number of its own. */
  readonly transfers: number;
}

/** `mine`: nobody else begins a transfer in this conversation now. `enough`: it has tried too often. */
export type Claim =
  | { readonly is: 'mine' | 'enough' }
  /** Another request for the same conversation begins one, or has. */
  | { readonly is: 'other'; readonly reply: ToolReply | undefined };

interface Claimed {
  readonly toolCallId: string;
  readonly atSeconds: number;
  /** How often somebody began one in this conversation. */
  readonly tries: number;
  /** Undefined while it is under way, or if it never came to an end. */
  readonly reply?: ToolReply | undefined;
}

/** No request of ours lasts longer: a claim without a reply is a Function's that has died. */
const UNDER_WAY_SECONDS = 12;

/** No conversation at Vapi lasts longer. */
const KEPT_SECONDS = 43_200;

/**
 * Claims the right to begin a transfer. In each conversation there is one at a time, whichever container
 * is asked, and a tool call that comes again gets the reply of before. If Sync does not answer, the
 * claim is granted: Twilio's conference then shows a transfer that has begun.
 */
export async function claimToolCall(call: ClaimedCall, context: ClaimServices): Promise<Claim> {
  try {
    return await claim(call, context);
  } catch (error) {
    context.log.warn('transfer.unclaimed', 'Sync does not keep a transfer', describeError(error));
    return { is: 'mine' };
  }
}

async function claim(call: ClaimedCall, context: ClaimServices): Promise<Claim> {
  const { boundStore } = context;
  const [mapName, key] = placeOf(call);
  const atSeconds = Math.floor(context.nowMs() / 1_000);
  const first: Claimed = { toolCallId: call.toolCallId, atSeconds, tries: 1 };
  const item = { key, data: first, ttlSeconds: KEPT_SECONDS };
  if ((await boundStore.add(mapName, item)) === 'added') return { is: 'mine' };
  const found = await boundStore.read(mapName, key);
  if (found === undefined) return { is: 'other', reply: undefined };
  const before = parseClaimed(found.data);
  const { reply } = before;
  const isUnderWay = reply === undefined && atSeconds - before.atSeconds < UNDER_WAY_SECONDS;
  const isSettled =
    reply !== undefined && (before.toolCallId === call.toolCallId || 'result' in reply);
  if (isUnderWay || isSettled) return { is: 'other', reply };
  if (before.tries >= bounds.transfersPerCall) return { is: 'enough' };
  const data: Claimed = { ...first, tries: before.tries + 1 };
  const replaced = await boundStore.replace(mapName, { ...item, data }, found.revision);
  return typeof replaced === 'string' ? { is: 'other', reply: undefined } : { is: 'mine' };
}

/** Keeps the reply for a copy of the request; never throws. */
export async function keepReply(
  call: ClaimedCall,
  reply: ToolReply,
  { boundStore, nowMs, log }: ClaimServices,
): Promise<void> {
  const [mapName, key] = placeOf(call);
  try {
    const tries = parseClaimed((await boundStore.read(mapName, key))?.data).tries;
    const atSeconds = Math.floor(nowMs() / 1_000);
    const data: Claimed = { toolCallId: call.toolCallId, atSeconds, tries, reply };
    await boundStore.replace(mapName, { key, data, ttlSeconds: KEPT_SECONDS });
  } catch (error) {
    log.warn('transfer.unclaimed', 'Sync does not keep a transfer', describeError(error));
  }
}

/** What is read from Sync is checked like input: a claim that cannot be read is an old one. */
function parseClaimed(data: unknown): Claimed {
  const { toolCallId, atSeconds, tries, reply } = Object(data) as Partial<
    Record<keyof Claimed, unknown>
  >;
  return {
    toolCallId: typeof toolCallId === 'string' ? toolCallId : '',
    atSeconds: typeof atSeconds === 'number' ? atSeconds : 0,
    tries: typeof tries === 'number' ? tries : 1,
    reply: parseReply(reply),
  };
}

function parseReply(data: unknown): ToolReply | undefined {
  const { result, error } = Object(data) as { result?: unknown; error?: unknown };
  if (typeof result === 'string') return { result };
  return typeof error === 'string' ? { error } : undefined;
}

function placeOf({ tenantId, callSid, transfers }: ClaimedCall): readonly [string, string] {
  return [nameMap(tenantId), `transfer.${callSid}.${transfers}`];
}
