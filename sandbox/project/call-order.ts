import type { TenantFile } from '../../src/tenants/schema';
import type { Clock } from '../clock/clock';
import { makeSid } from '../twilio/formats/sid';
import { Timeline, type TimelineEntry } from '../timeline/timeline';
import type { CallOptions, CallScript } from '../twilio/voice/call-options';
import type { PhoneNetwork } from '../twilio/phone-network';
import { beginCall, type PlacedCall } from '../twilio/voice/place-call';
import type { NumberOrigin } from '../twilio/voice/webhook';
import type { StandInVapi } from '../vapi/stand-in-vapi';
import { buildMomentHeaders } from './moment-headers';
import { buildNumberUrls, findFallbackPath } from './number-urls';
import type { BreakerLog } from './breaker-log';
import { describeCalled, findTenant } from './called-number';
import type { AnswerCounts, FunctionLog } from './function-log';
import type { TenantServers } from './tenant-servers';
import { buildPeople, type PersonWord } from './people-words';

/** A call that `npm run call` wants placed. */
export interface CallOrder
  extends Pick<CallScript, 'digits' | 'message'>, Pick<CallOptions, 'stirVerstat' | 'addOns'> {
  /** As Twilio would name them. */
  readonly from: string;
  readonly to: string;
  readonly origin?: NumberOrigin | undefined;
  /** The moment at which it begins for our Functions, ISO 8601; undefined = now. */
  readonly at?: string | undefined;
  /** What goes wrong at the stand-in with this call; one of `faultNames`. */
  readonly fault?: string | undefined;
  /** What the people who are rung do, in the order in which the tenant file lists them. */
  readonly people?: readonly PersonWord[];
  /** Hangs up this long after the call began, whatever happens. */
  readonly hangUpAfterMs?: number | undefined;
}

/** What `npm start` runs, as far as calls are placed in it. */
export interface LocalWorld {
  readonly clock: Clock;
  readonly voiceUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** Undefined if the Functions talk to Vapi itself. */
  readonly standIn: StandInVapi | undefined;
  readonly network: PhoneNetwork | undefined;
  readonly tenantServers: TenantServers | undefined;
  /** The tenants that are being served. */
  tenantFile: TenantFile;
  readonly functionLog: FunctionLog;
  readonly breakerLog: BreakerLog;
}

/** Who holds the phones of a call instead of scripts, and by which way its webhooks go. */
export type LiveParts = Pick<CallOptions, 'callSid' | 'hands' | 'people' | 'post' | 'get'>;

export interface OrderedCall {
  readonly placed: PlacedCall;
  readonly hangUp: () => void;
  /** Resolves with what went wrong. */
  readonly finished: Promise<readonly string[]>;
}

/** Begins a call. Its fault affects no other call. */
export function beginOrder(
  world: LocalWorld,
  order: CallOrder,
  onEntry: (entry: TimelineEntry) => void,
  live: LiveParts = {},
): OrderedCall {
  const { clock, voiceUrl, accountSid, authToken, standIn, network, tenantFile } = world;
  const { fault, at, hangUpAfterMs, people: words = [], ...call } = order;
  const { callSid = makeSid('CA') } = live;
  if (fault !== undefined) standIn?.callFaults.set(callSid, fault);
  const headers = buildMomentHeaders(clock, at === undefined ? undefined : Date.parse(at));
  standIn?.callHeaders.set(callSid, headers);
  const timeline = new Timeline(clock, onEntry);
  timeline.record('twilio', describeCalled(tenantFile, order.to));
  if (at !== undefined) timeline.record('twilio', `the call begins at ${at}`);
  const people = buildPeople(words, findTenant(tenantFile, order.to), tenantFile.defaults);
  const options = {
    ...call,
    ...buildNumberUrls(voiceUrl),
    fallbackUrl: new URL(findFallbackPath(tenantFile, order.to), voiceUrl).href,
    timeline,
    people,
    headers,
    ...live,
    callSid,
  };
  const placed =
    network?.beginCall(options) ?? beginCall({ ...options, clock, accountSid, authToken });
  const hangUp = () => void placed.interrupt('hangup');
  if (hangUpAfterMs !== undefined) {
    void placed.finished.then(clock.timer(hangUpAfterMs, hangUp));
  }
  const finish = async () => {
    const { problems, firstAnswerMs } = await placed.finished;
    if (firstAnswerMs === undefined) return problems;
    await world.functionLog.waitForAnswers(callSid, countAnswers(timeline));
    const end = world.functionLog.explainDoor(callSid);
    if (end !== undefined) timeline.record('twilio', end);
    const reason = world.functionLog.explainFallback(callSid);
    if (reason === undefined) return problems;
    const text = `answered by the fallback because ${reason}`;
    // A call that asks for a fault expects the fallback.
    timeline.record(fault === undefined ? 'problem' : 'twilio', text);
    return fault === undefined ? [...problems, text] : problems;
  };
  return { placed, hangUp, finished: finish() };
}

/** Log entries reach us apart from the answers. */
function countAnswers({ entries }: Timeline): AnswerCounts {
  const counts: Record<string, number> = {};
  for (const { actor, text } of entries) {
    const [, path] = (actor === 'webhook' && /^(\S+) answers 200/.exec(text)) || [];
    if (path !== undefined) counts[path] = (counts[path] ?? 0) + 1;
  }
  return counts;
}
