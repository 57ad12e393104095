import type { XmlElement } from '@rgrove/parse-xml';
import type { CallbackSender } from '../callback-sender';
import { toRfc2822 } from '../../formats/rfc2822';
import type { RunningVerb } from '../leg';
import type { WebhookForm } from '../webhook';
import type { Participant } from '../participant';

/** The events of a conference. */
export type ConferenceEvent =
  'conference-start' | 'conference-end' | 'participant-join' | 'participant-leave';

const EVENT_WORDS: Readonly<Record<ConferenceEvent, string>> = {
  'conference-start': 'start',
  'conference-end': 'end',
  'participant-join': 'join',
  'participant-leave': 'leave',
};

/**
 * Calls a conference's status callback; the values of the first participant hold for the whole
 * conference.
 */
export class ConferenceCallbacks {
  readonly #sender: CallbackSender;
  readonly #conferenceFields: WebhookForm;
  #first:
    { readonly attributes: XmlElement['attributes']; readonly context: RunningVerb } | undefined;
  #sequenceNumber = 0;

  constructor(
    sender: CallbackSender,
    conference: { readonly sid: string; readonly friendlyName: string },
  ) {
    this.#sender = sender;
    this.#conferenceFields = {
      ConferenceSid: conference.sid,
      FriendlyName: conference.friendlyName,
    };
  }

  /** Registers a noun by which somebody joins; only the first one counts. */
  settle({ attributes }: XmlElement, context: RunningVerb): void {
    this.#first ??= { attributes, context };
  }

  notify(event: ConferenceEvent, parameters: WebhookForm): void {
    if (this.#first === undefined) return;
    const { attributes, context } = this.#first;
    const { statusCallback, statusCallbackMethod } = attributes;
    const events = (attributes['statusCallbackEvent'] ?? 'start end').split(' ');
    if (statusCallback === undefined || !events.includes(EVENT_WORDS[event])) return;
    const { leg, documentUrl } = context;
    const target = leg.goTo(statusCallback, documentUrl, {});
    if (target === 'failed') return;
    const form = {
      ...this.#conferenceFields,
      AccountSid: leg.parties.accountSid,
      SequenceNumber: String((this.#sequenceNumber += 1)),
      Timestamp: toRfc2822(leg.call.options.clock.now()),
      StatusCallbackEvent: event,
      ...parameters,
    };
    this.#sender.send(() => leg.call.requests.notify(target.url, statusCallbackMethod, form));
  }
}

export function buildParticipantForm(participant: Participant): WebhookForm {
  const { callSid, label, isMuted, startsConference, endsConference } = participant;
  return {
    CallSid: callSid,
    Muted: String(isMuted),
    Hold: 'false',
    Coaching: 'false',
    StartConferenceOnEnter: String(startsConference),
    EndConferenceOnExit: String(endsConference),
    ...(label === undefined ? {} : { ParticipantLabel: label }),
  };
}
