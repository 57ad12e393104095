import type { Place } from '../phone/place';
import { chooseByPlace } from '../phone/place-rules';
import { CONSENT_KINDS } from '../tenants/constants';
import type { ConsentKind, Recording } from '../tenants/recording-schema';

/** What a caller answered about recording, or what they were told. Silence is a refusal. */
export type RecordingConsent = 'given' | 'refused' | 'announced' | 'not-asked';

const CONSENTS: ReadonlySet<string> = new Set(['given', 'refused', 'announced', 'not-asked']);

/**
 * Returns the consent that one of our addresses carries. A value that was lost on the way counts as
 * a refusal: not recording a caller does less harm than recording one against their will.
 */
export function parseConsent(text: string): RecordingConsent {
  return CONSENTS.has(text) ? (text as RecordingConsent) : 'refused';
}

/** Returns what a caller from a place hears or is asked. */
export function chooseConsent(recording: Recording | undefined, place: Place): ConsentKind {
  if (recording === undefined || recording.by === 'nobody') return 'none';
  const { default: usual, rules } = recording.consent;
  const kinds = rules.map(({ consent: kind, ...where }) => ({ ...where, kind }));
  return chooseByPlace({ usual, rules: kinds }, place, CONSENT_KINDS);
}

/** What is known about a caller's consent without an answer. */
export const CONSENT_WITHOUT_ANSWER = {
  none: 'not-asked',
  announce: 'announced',
  ask: 'refused',
} as const satisfies Readonly<Record<ConsentKind, RecordingConsent>>;

/** Who records a call. */
export interface RecordingPlan {
  /** Undefined = as the assistant is configured at Vapi. */
  readonly byVapi: boolean | undefined;
  readonly byTwilio: boolean;
}

/** Returns who records a call with this consent; after a refusal nobody does. */
export function planRecording(
  recording: Recording | undefined,
  consent: RecordingConsent,
): RecordingPlan {
  if (recording === undefined) return { byVapi: undefined, byTwilio: false };
  const { by } = recording;
  const mayRecord = consent !== 'refused';
  return {
    byVapi: mayRecord && (by === 'vapi' || by === 'both'),
    byTwilio: mayRecord && (by === 'twilio' || by === 'both'),
  };
}
