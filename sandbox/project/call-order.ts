import { makeSid } from '../sid';
import type { Timeline } from '../timeline';
import type { CallScript } from '../twilio/call-options';
import type { PhoneNetwork } from '../twilio/network/phone-network';
import { beginCall, type PlacedCall } from '../twilio/place-call';
import type { NumberOrigin } from '../twilio/webhook';
import type { StandInVapi } from '../vapi/stand-in-vapi';

/** A call that `npm run call` wants placed. */
export interface CallOrder extends Pick<CallScript, 'digits' | 'message'> {
  /** As Twilio would name them. */
  readonly from: string;
  readonly to: string;
  readonly origin?: NumberOrigin | undefined;
  /** What goes wrong at the stand-in with this call; one of `faultNames`. */
  readonly fault?: string | undefined;
  /** Hangs up this long after the call began, whatever goes on. */
  readonly hangUpAfterMs?: number | undefined;
}

/** What `npm start` runs, as far as calls are placed in it. */
export interface LocalWorld {
  readonly voiceUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** Both undefined where the Functions talk to Vapi itself. */
  readonly standIn: StandInVapi | undefined;
  readonly network: PhoneNetwork | undefined;
}

/** Begins a call; its fault is its own, whoever else calls meanwhile or afterwards. */
export function beginOrder(world: LocalWorld, order: CallOrder, timeline: Timeline): PlacedCall {
  const { voiceUrl, accountSid, authToken, standIn, network } = world;
  const { fault, hangUpAfterMs, ...call } = order;
  const callSid = makeSid('CA');
  if (fault !== undefined) standIn?.callFaults.set(callSid, fault);
  const options = { ...call, callSid, voiceUrl, timeline };
  const placed = network?.beginCall(options) ?? beginCall({ ...options, accountSid, authToken });
  if (hangUpAfterMs !== undefined) {
    const timer = setTimeout(() => placed.interrupt('hangup'), hangUpAfterMs);
    void placed.finished.then(() => clearTimeout(timer));
  }
  return placed;
}
