import type { SentenceName } from '../speech/languages/sentence-name';
import { joinSentences, speakSentence } from '../speech/sentences';
import type { Queue } from '../tenants/queue-schema';
import type { Tenant } from '../tenants/tenant';
import { musicUrl } from '../twiml/hold-music';
import type { Speech, VoiceVerb } from '../twiml/voice-answer';

/** What a waiting caller hears when our own code fails: a moment later Twilio asks again. */
export const LAST_RESORT_WAIT =
  '<?xml version="1.0" encoding="UTF-8"?><Response><Say>One moment, please.</Say><Pause length="4"/></Response>';

/** After the music a key is waited for no longer. */
const KEY_SECONDS = 1;

/** What a waiting caller's document depends on. */
export interface HoldOptions {
  readonly isFirst: boolean;
  /** Said before all else; undefined = nothing. */
  readonly announcement?: SentenceName | undefined;
  /** Told where it is due; undefined = not now. */
  readonly position: number | undefined;
  readonly offers: Queue['offers'];
  /** Asked when the document has been heard; undefined = Twilio asks its first address again. */
  readonly againUrl: string | undefined;
}

/** Returns what a waiting caller hears until the queue is looked at again; keys work all the while. */
export function planQueueHold(tenant: Tenant, options: HoldOptions): readonly VoiceVerb[] {
  const { offers, againUrl } = options;
  const music = musicUrl(tenant.queue?.music);
  const speech = speakNews(tenant, options);
  // Without an address that carries on, Twilio asks the queue's own.
  if (againUrl === undefined) return [...sayIf(speech), { kind: 'play', url: music }];
  const again: VoiceVerb = { kind: 'redirect', url: againUrl };
  if (offers.length === 0) return [...sayIf(speech), { kind: 'play', url: music }, again];
  const question: VoiceVerb = {
    kind: 'gather',
    speech,
    music,
    timeoutSeconds: KEY_SECONDS,
    actionUrl: againUrl,
    actionMethod: 'POST',
  };
  return [question, again];
}

function sayIf(speech: Speech | undefined): readonly VoiceVerb[] {
  return speech === undefined ? [] : [{ kind: 'say', speech }];
}

function speakNews(
  tenant: Tenant,
  { isFirst, announcement, position, offers }: HoldOptions,
): Speech | undefined {
  const parts = [
    announcement === undefined ? undefined : speakSentence(announcement, tenant),
    isFirst ? speakSentence('queueWelcome', tenant) : undefined,
    position === undefined ? undefined : speakPosition(tenant, position),
    ...(position === undefined ? [] : offers.map((offer) => speakSentence(OFFERS[offer], tenant))),
  ].filter((speech) => speech !== undefined);
  return joinSentences(parts);
}

const OFFERS = { voicemail: 'queueOfferVoicemail', callback: 'queueOfferCallback' } as const;

function speakPosition(tenant: Tenant, position: number): Speech {
  if (position === 1) return speakSentence('queueNext', tenant);
  const speech = speakSentence('queuePosition', tenant);
  return { ...speech, text: speech.text.replace('{{position}}', String(position)) };
}
