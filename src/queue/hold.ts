import type { SentenceName } from '../speech/languages/sentence-name';
import { joinSentences, speakSentence } from '../speech/sentences';
import type { Queue } from '../tenants/queue-schema';
import type { Tenant } from '../tenants/tenant';
import { musicUrl } from '../twiml/hold-music';
import type { Speech, VoiceVerb } from '../twiml/voice-answer';

/** What a waiting caller hears if our own code fails. Twilio then requests the next document. */
export const LAST_RESORT_WAIT =
  '<?xml version="1.0" encoding="UTF-8"?><Response><Say>One moment, please.</Say><Pause length="4"/></Response>';

/** How long a key may come after the music. */
const KEY_SECONDS = 1;

export interface HoldOptions {
  readonly isFirst: boolean;
  /** Said first; undefined = nothing. */
  readonly announcement?: SentenceName | undefined;
  /** Announced now; undefined = not now. */
  readonly position: number | undefined;
  readonly offers: Queue['offers'];
  /** Requested when the document is over; undefined = Twilio requests the queue's own address again. */
  readonly againUrl: string | undefined;
}

/** Returns what a waiting caller hears until the next request. Keys work at any time. */
export function planQueueHold(tenant: Tenant, options: HoldOptions): readonly VoiceVerb[] {
  const { offers, againUrl } = options;
  const music = musicUrl(tenant.queue?.music);
  const speech = speakNews(tenant, options);
  if (againUrl === undefined) return [...sayIf(speech), { kind: 'play', url: music }];
  const again: VoiceVerb = { kind: 'redirect', url: againUrl };
  if (offers.length === 0) return [...sayIf(speech), { kind: 'play', url: music }, again];
  const question: VoiceVerb = {
    kind: 'gather',
    speeches: speech === undefined ? [] : [speech],
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
