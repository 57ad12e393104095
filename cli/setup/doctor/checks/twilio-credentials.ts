import type { Check } from '../check';
import { reportUnknown } from '../fact';
import { pass } from '../result';

/** Checks that Twilio accepts the credentials. */
export const twilioCredentials: Check = {
  id: 'twilio-credentials',
  asks: ['twilio'],
  run({ twilio }) {
    if (twilio.unknown !== undefined) return reportUnknown(twilio.unknown);
    return pass(`accepted for ${twilio.value.accountSid}`);
  },
};
