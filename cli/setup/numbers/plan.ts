import { DEFAULT_TENANT_ID } from '../../../src/config/tenant-id';
import type { TenantFile } from '../../../src/tenants/schema';
import { planStaticFallbacks } from '../../../src/fallback/static-fallbacks';
import { buildStaticLinks } from '../../../src/twilio/static-links';
import { buildUrls, type SwitchboardUrls } from '../../../src/twilio/urls';
import { listTextSenders, type TextSender } from '../tenants/text-senders';
import {
  listChanges,
  type AccountNumber,
  type NumberChanges,
  type NumberSettings,
  urlFields,
} from './number-settings';

/** A number of the tenant file that the account does not have. */
export interface MissingNumber {
  readonly phoneNumber: string;
  readonly tenantId: string;
}

/** What would have to change for every tenant's calls to arrive. */
export interface NumbersPlan {
  readonly domainName: string;
  /** The tenants that it is about; empty = all, and the numbers that no tenant has. */
  readonly tenantIds: readonly string[];
  /** The tenants' numbers that the account has, in the file's order. */
  readonly numbers: readonly NumberChanges[];
  readonly missing: readonly MissingNumber[];
  /** Numbers that point at our domain, though no tenant has them. Never changed. */
  readonly strays: readonly Pick<AccountNumber, 'sid' | 'phoneNumber'>[];
  /** What does not work as a sender of texts to callers, one sentence each. Nothing that apply changes. */
  readonly textNotes: readonly string[];
  /** How many numbers of the account belong to no tenant and point elsewhere. */
  readonly otherCount: number;
}

export interface PlanInput {
  readonly domainName: string;
  readonly tenantFile: TenantFile;
  readonly accountNumbers: readonly AccountNumber[];
  readonly tenantIds?: readonly string[];
}

/** Returns the settings that bring a number's calls to its tenant. */
function buildWantedSettings(urls: SwitchboardUrls, fallbackId: string): NumberSettings {
  return {
    // A trunk gets every call of its numbers, and after it an application: no URL is requested
    // then.
    trunkSid: '',
    voiceApplicationSid: '',
    voiceUrl: urls.incomingCall,
    voiceMethod: 'POST',
    voiceFallbackUrl: urls.staticFallback(fallbackId),
    // The fallback is an asset, and assets are read by GET only: a POST would be refused just when
    // nothing else is left to answer the caller. Twilio signs GET and POST alike.
    voiceFallbackMethod: 'GET',
    statusCallback: urls.callStatus,
    statusCallbackMethod: 'POST',
  };
}

/** Compares the tenants' numbers with the account's. Pure: it changes nothing anywhere. */
export function planNumbers({
  domainName,
  tenantFile,
  accountNumbers,
  tenantIds = [],
}: PlanInput): NumbersPlan {
  const urls = buildUrls(domainName);
  const { idOf } = planStaticFallbacks(tenantFile, buildStaticLinks);
  const ofAccount = new Map(accountNumbers.map((number) => [number.phoneNumber, number]));
  const wanted = tenantFile.tenants.flatMap(({ id, numbers }) =>
    numbers.map((phoneNumber) => ({ phoneNumber: String(phoneNumber), tenantId: id })),
  );
  const claimed = new Set(wanted.map(({ phoneNumber }) => phoneNumber));
  const chosen = wanted.filter(
    ({ tenantId }) => tenantIds.length === 0 || tenantIds.includes(tenantId),
  );
  const nobodys = accountNumbers.filter(
    ({ phoneNumber }) => tenantIds.length === 0 && !claimed.has(phoneNumber),
  );
  const strays = nobodys.filter(({ settings }) => isPointedAt(domainName, settings));
  return {
    domainName,
    tenantIds,
    numbers: chosen.flatMap(({ phoneNumber, tenantId }) => {
      const number = ofAccount.get(phoneNumber);
      if (number === undefined) return [];
      const { sid, settings } = number;
      const changes = listChanges(
        settings,
        buildWantedSettings(urls, idOf.get(tenantId) ?? DEFAULT_TENANT_ID),
      );
      return [{ sid, phoneNumber, tenantId, changes }];
    }),
    missing: chosen.filter(({ phoneNumber }) => !ofAccount.has(phoneNumber)),
    textNotes: listTextNotes(
      listTextSenders(tenantFile).filter(
        ({ tenantId }) => tenantIds.length === 0 || tenantIds.includes(tenantId),
      ),
      ofAccount,
    ),
    strays: strays.map(({ sid, phoneNumber }) => ({ sid, phoneNumber })),
    otherCount: nobodys.length - strays.length,
  };
}

/** Twilio's own answer to texts, which a number has as it is bought. */
const DEMO = /^https:\/\/demo\.twilio\.com\//;

function listTextNotes(
  senders: readonly TextSender[],
  ofAccount: ReadonlyMap<string, AccountNumber>,
): readonly string[] {
  return senders.flatMap(({ tenantId, number }) => {
    const texts = ofAccount.get(number)?.texts;
    if (texts === undefined) return [];
    const whose = `${number} of ${tenantId}`;
    if (!texts.canSend) {
      return [`${whose}: cannot send texts (21606); set "from" of its texts to a number that can`];
    }
    if (texts.repliesTo !== '' && !DEMO.test(texts.repliesTo)) return [];
    const where = texts.repliesTo === '' ? 'nowhere' : "to Twilio's demo";
    return [
      `${whose}: replies to its texts lead ${where}; set its messaging webhook in the Console, or a "from" whose replies somebody reads`,
    ];
  });
}

export function listDrifted({ numbers }: Pick<NumbersPlan, 'numbers'>): NumberChanges[] {
  return numbers.filter(({ changes }) => changes.length > 0);
}

function isPointedAt(domainName: string, settings: NumberSettings): boolean {
  return urlFields.some((field) => isOn(domainName, settings[field]));
}

/** Returns whether a URL is on the domain. */
export function isOn(domainName: string, url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname === domainName;
}
