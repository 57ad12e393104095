import type { PlaceCall } from '../../protocol';

/** Who calls, as far as Twilio knows. */
export type CallerFields = Pick<PlaceCall, 'from' | 'country' | 'state' | 'attestation'>;

export interface CallerPreset {
  readonly id: string;
  readonly label: string;
  readonly caller: CallerFields;
}

/** Callers who are treated differently somewhere. */
export const CALLERS: readonly CallerPreset[] = [
  { id: 'ordinary', label: 'Ordinary number', caller: { from: '+12025550143' } },
  {
    id: 'california',
    label: 'Number in California',
    caller: { from: '+14155550143', country: 'US', state: 'CA' },
  },
  {
    id: 'germany',
    label: 'Number in Germany',
    caller: { from: '+493023125190', country: 'DE', attestation: '' },
  },
  {
    id: 'unverified',
    label: 'Number that may be forged',
    caller: { from: '+12025550199', attestation: 'TN-Validation-Failed-C' },
  },
  { id: 'withheld', label: 'Withheld number', caller: { from: 'anonymous', attestation: '' } },
  {
    id: 'sip',
    label: 'SIP address',
    caller: { from: 'sip:desk@example.com', attestation: '' },
  },
];

/** What Twilio says about whose number it is. '' = nothing. */
export const ATTESTATIONS: readonly (readonly [value: string, label: string])[] = [
  ['TN-Validation-Passed-A', 'A: the carrier vouches for the number'],
  ['TN-Validation-Passed-B', 'B: the carrier knows the customer only'],
  ['TN-Validation-Passed-C', 'C: the carrier knows neither'],
  ['TN-Validation-Failed-C', 'The check has failed'],
  ['', 'Not checked'],
];

/** Returns what was typed as Twilio names it: a number may have blanks, dots, dashes and brackets. */
export function readCaller(typed: string): string {
  const text = typed.trim();
  return /^\+?[\d\s().-]+$/.test(text) ? text.replace(/[^\d+]/g, '') : text;
}
