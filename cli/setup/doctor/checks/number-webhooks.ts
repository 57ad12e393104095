import { DEFAULT_TENANT_ID } from '../../../../src/config/tenant-id';
import { planStaticFallbacks } from '../../../../src/fallback/static-fallbacks';
import { buildStaticLinks } from '../../../../src/twilio/static-links';
import { buildUrls } from '../../../../src/twilio/urls';
import type { Check } from '../check';
import type { AccountNumber } from '../doctor-facts';
import { reportUnknown, skipBecause } from '../fact';
import { isSameUrl } from '../../numbers/is-same-url';
import { findUrlFault } from '../../numbers/url-fault';
import { type CheckResult, combine, fail, pass, skip, warn } from '../result';

const CONFIGURE = 'npm run switchboard -- numbers plan';

/** Checks that every tenant's number asks our Function what to do with a call. */
export const numberWebhooks: Check = {
  id: 'number-webhooks',
  asks: ['numbers', 'deployment'],
  run({ tenants, numbers, deployment }) {
    if (numbers.unknown !== undefined) return reportUnknown(numbers.unknown);
    if (tenants.unknown !== undefined) return skipBecause(tenants.unknown);
    if (deployment.unknown !== undefined) return skipBecause(deployment.unknown);
    const urls = buildUrls(deployment.value.domainName);
    const wantedUrl = urls.incomingCall;
    const file = tenants.value.tenants;
    const { idOf } = planStaticFallbacks(file, buildStaticLinks);
    const claimed = file.tenants.flatMap(({ id, numbers: owned }) =>
      owned.map((phoneNumber) => ({
        phoneNumber,
        fallbackUrl: urls.staticFallback(idOf.get(id) ?? DEFAULT_TENANT_ID),
      })),
    );
    if (claimed.length === 0) return skip('not looked at: no tenant has a number');
    const owned = new Map(numbers.value.map((number) => [number.phoneNumber, number]));
    const results = claimed.flatMap(({ phoneNumber, fallbackUrl }) => {
      const number = owned.get(phoneNumber);
      return number === undefined
        ? fail(
            `${phoneNumber} is not a number of this Twilio account`,
            'correct it in the tenant file, or buy or move it in the Twilio console',
          )
        : (checkNumber(number, wantedUrl) ?? checkFallback(number, fallbackUrl));
    });
    const { length } = claimed;
    return combine(
      results,
      pass(`${length} ${length === 1 ? 'number asks' : 'numbers ask'} ${wantedUrl}`),
    );
  },
};

function checkNumber(number: AccountNumber, wantedUrl: string): CheckResult | undefined {
  const { phoneNumber, voiceUrl, voiceMethod, voiceApplicationSid, trunkSid } = number;
  if (trunkSid !== '') {
    return fail(
      `${phoneNumber} belongs to SIP trunk ${trunkSid}, which wins over its URL`,
      CONFIGURE,
    );
  }
  if (voiceApplicationSid !== '') {
    return fail(
      `${phoneNumber} belongs to TwiML App ${voiceApplicationSid}, which wins over its URL`,
      CONFIGURE,
    );
  }
  if (!isSameUrl(voiceUrl, wantedUrl)) {
    return fail(`${phoneNumber} asks ${describeUrl(voiceUrl)}`, CONFIGURE);
  }
  return voiceMethod.toUpperCase() === 'POST'
    ? undefined
    : warn(`${phoneNumber} asks by ${voiceMethod}, not by POST`, CONFIGURE);
}

/** A call of which our Functions know nothing is answered there. */
function checkFallback(
  { phoneNumber, voiceFallbackUrl }: AccountNumber,
  wantedUrl: string,
): CheckResult[] {
  if (isSameUrl(voiceFallbackUrl, wantedUrl)) return [];
  const asked = describeUrl(voiceFallbackUrl).replace('voice URL', 'fallback URL');
  return [
    warn(`${phoneNumber} asks ${asked} when our Functions fail, not ${wantedUrl}`, CONFIGURE),
  ];
}

/** Leaves out query and password: both may hold somebody else's secrets. */
function describeUrl(text: string): string {
  if (text === '') return 'nobody: its voice URL is empty';
  if (!URL.canParse(text)) return 'an invalid URL';
  const { protocol, host, hostname, pathname } = new URL(text);
  const shown = `${protocol}//${host}${pathname}`;
  const fault = findUrlFault(text);
  if (fault !== undefined) return `${shown}: ${fault}`;
  return /(^|\.)vapi\.ai$/.test(hostname)
    ? `${shown}: importing it into Vapi has overwritten its voice URL`
    : shown;
}
