import { speakOwn } from '../speech/sentences';
import type { Tenant } from '../tenants/tenant';
import type { TransferRound, TransferUrls } from '../twilio/transfer-round';
import { musicUrl } from '../twiml/hold-music';
import type { VoiceVerb } from '../twiml/voice-answer';
import { labelCaller, type RoundState } from './advance';

/** Returns the verbs that take a caller into the conference. */
export function planTransferHold(round: TransferRound, urls: TransferUrls): readonly VoiceVerb[] {
  return [
    {
      kind: 'conference',
      conference: round.conference,
      label: labelCaller(round),
      waitUrl: urls.wait,
      statusUrl: urls.conferenceStatus,
      actionUrl: urls.returned(),
    },
  ];
}

/** Between two repetitions of the hold message. */
const MESSAGE_PAUSE_SECONDS = 6;

/** What a waiting caller hears when our own code fails: Twilio asks again a moment later. */
export const LAST_RESORT_HOLD =
  '<?xml version="1.0" encoding="UTF-8"?><Response><Say>One moment, please.</Say><Pause length="4"/><Redirect/></Response>';

/** Before asking again about a round that Twilio does not show. */
const LOOK_AGAIN_SECONDS = 2;

/**
 * Returns what a waiting caller hears until we look at the round again. Only verbs that Twilio
 * allows in a conference's wait document are used; without the redirect, the caller would hear
 * silence.
 */
export function planWait(
  { transfer, ...tenant }: Tenant,
  { againUrl, state }: WaitOptions,
): readonly VoiceVerb[] {
  const again: VoiceVerb = { kind: 'redirect', url: againUrl };
  // The caller is leaving the conference, so this may not be heard to the end.
  if (state === 'next' || state === 'given-up') {
    return [{ kind: 'pause', seconds: LOOK_AGAIN_SECONDS }, again];
  }
  const hold = transfer?.hold;
  if (hold !== undefined && 'message' in hold) {
    const speech = speakOwn(hold.message, tenant);
    return [{ kind: 'say', speech }, { kind: 'pause', seconds: MESSAGE_PAUSE_SECONDS }, again];
  }
  return [{ kind: 'play', url: musicUrl(hold?.music) }, again];
}

/** What a waiting caller's document depends on. */
export interface WaitOptions {
  readonly againUrl: string;
  readonly state: RoundState;
}
