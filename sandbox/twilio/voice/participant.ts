import type { XmlElement } from '@rgrove/parse-xml';
import type { Leg } from './leg';
import type { Person } from './person';

/** Why somebody is not in a conference any more, in Twilio's words. */
export type LeaveReason =
  | 'participant_hung_up'
  | 'moderator_ended_conference'
  | 'conference_ended_via_api'
  | 'participant_updated_via_api';

/** A leg in a conference, or about to join one. */
export interface Participant {
  readonly callSid: string;
  readonly leg: Leg;
  /** Undefined for callers. */
  readonly person: Person | undefined;
  readonly label: string | undefined;
  readonly isMuted: boolean;
  readonly startsConference: boolean;
  readonly endsConference: boolean;
  /** More than this cannot be in the conference that this one joins. */
  readonly maxParticipants: number;
  /** Aborted, with a LeaveReason, when the conference puts the leg out. */
  readonly removed: AbortController;
  wasKicked: boolean;
}

const MAX_PARTICIPANTS = 250;

/** Reads what a Conference noun says of who joins by it. */
export function readParticipant(
  { attributes }: XmlElement,
  leg: Leg,
  person: Person | undefined,
): Participant {
  return {
    callSid: leg.parties.callSid,
    leg,
    person,
    label: attributes['participantLabel'],
    isMuted: attributes['muted'] === 'true',
    startsConference: attributes['startConferenceOnEnter'] !== 'false',
    endsConference: attributes['endConferenceOnExit'] === 'true',
    maxParticipants: Number(attributes['maxParticipants'] ?? MAX_PARTICIPANTS),
    removed: new AbortController(),
    wasKicked: false,
  };
}

/** Returns whether a leg is a caller's: nobody dialled it. */
export function isCaller({ parties }: Leg): boolean {
  return parties.direction === undefined && parties.parentCallSid === undefined;
}
