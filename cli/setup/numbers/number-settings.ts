import { isSameUrl } from './is-same-url';

/** The settings of a phone number that decide where its calls go, by the API's names; strongest first. */
export const numberFields = [
  'trunkSid',
  'voiceApplicationSid',
  'voiceUrl',
  'voiceMethod',
  'voiceFallbackUrl',
  'voiceFallbackMethod',
  'statusCallback',
  'statusCallbackMethod',
] as const;

/** Those of them that hold a URL. */
export const urlFields = ['voiceUrl', 'voiceFallbackUrl', 'statusCallback'] as const;

export type NumberField = (typeof numberFields)[number];

/** All of a number's settings; an empty text = not set. */
export type NumberSettings = Readonly<Record<NumberField, string>>;

export interface AccountNumber {
  readonly sid: string;
  readonly phoneNumber: string;
  readonly settings: NumberSettings;
  readonly texts: TextSettings;
}

/** What Twilio says of a number's text messages. We change none of it. */
export interface TextSettings {
  readonly canSend: boolean;
  /** Where replies lead; empty = nowhere. */
  readonly repliesTo: string;
}

/** One setting that differs from what it should be. */
export interface FieldChange {
  readonly field: NumberField;
  readonly now: string;
  readonly willBe: string;
}

export interface NumberChanges {
  readonly sid: string;
  readonly phoneNumber: string;
  readonly tenantId: string;
  /** Empty = nothing to change. */
  readonly changes: readonly FieldChange[];
}

/** Returns the settings of a number that differ from the wanted ones, strongest first. */
export function listChanges(
  now: NumberSettings,
  wanted: Readonly<Partial<NumberSettings>>,
): FieldChange[] {
  return numberFields.flatMap((field) => {
    const willBe = wanted[field];
    return willBe === undefined || isSameUrl(now[field], willBe)
      ? []
      : [{ field, now: now[field], willBe }];
  });
}
