import {
  type AccountNumber,
  numberFields,
  type NumberSettings,
  type TextSettings,
} from '../../../../cli/setup/numbers/number-settings';

/** The domain that numbers of these tests are pointed at. */
export const DOMAIN = 'switchboard-test-1234-dev.twil.io';

/** The settings of a number whose calls reach a tenant without a fallback of its own. */
export const settingsOf = (domainName = DOMAIN): NumberSettings => ({
  trunkSid: '',
  voiceApplicationSid: '',
  voiceUrl: `https://${domainName}/incoming-call`,
  voiceMethod: 'POST',
  voiceFallbackUrl: `https://${domainName}/fallback/default.xml`,
  voiceFallbackMethod: 'GET',
  statusCallback: `https://${domainName}/call-status#rc=2&rp=5xx,ct,rt`,
  statusCallbackMethod: 'POST',
});

/** A number of an account; nothing is set but what is given. */
export const accountNumber = (
  phoneNumber: string,
  settings: Partial<NumberSettings> = {},
  texts: Partial<TextSettings> = {},
): AccountNumber => ({
  texts: { canSend: true, repliesTo: '', ...texts },
  sid: `PN${phoneNumber.replace(/\D/g, '').padStart(32, '0')}`,
  phoneNumber,
  settings: {
    ...(Object.fromEntries(numberFields.map((field) => [field, ''])) as unknown as NumberSettings),
    ...settings,
  },
});
