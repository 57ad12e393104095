import { DEFAULT_TENANT_ID } from '../config/tenant-id';
import { sentenceLanguageOf } from '../speech/sentences';
import type { TenantFile } from '../tenants/schema';
import { NO_ENVIRONMENT, resolveTenant, type UsableEntry } from '../tenants/tenant';
import type { VoiceVerb } from '../twiml/voice-answer';
import { type ChainLinks, planFallback } from './chain';

/** A static fallback: what callers get when none of our Functions can be reached. */
export interface StaticFallback {
  /** Its file is `/fallback/<id>.xml`: a tenant's id, `default`, or `default-` and a language. */
  readonly id: string;
  readonly verbs: readonly VoiceVerb[];
}

export interface StaticFallbacks {
  readonly fallbacks: readonly StaticFallback[];
  /** Which of them serves whom, by tenant id. */
  readonly idOf: ReadonlyMap<string, string>;
  /** Tenants that would have a file of their own, but get a shared one: Twilio takes no more. */
  readonly excess: readonly string[];
}

/** Twilio accepts 1000 protected assets in a build; some are left for others. */
const MAX_OWN_FALLBACKS = 900;

/** Returns the addresses in a static fallback of a language and a number. */
export type BuildStaticLinks = (language: string, ownNumber: string | undefined) => ChainLinks;

/**
 * Returns the static fallbacks of a tenant file. Tenants whose callers would hear the same but for the
 * business's name share one, which names none. The others have a file of their own, under their id, so
 * that a number's fallback URL survives every change of its text. Where the file has more of those
 * than Twilio takes, the last tenants of the file share as well, and nobody else's URL changes.
 */
export function planStaticFallbacks(
  { tenants, defaults }: TenantFile,
  buildLinks: BuildStaticLinks,
): StaticFallbacks {
  const plan = (entry: UsableEntry, isNamed = true) =>
    planVerbs({ entry, defaults, isNamed, buildLinks });
  const shared = new Map<string, StaticFallback>();
  const share = (id: string, parts: UsableEntry): StaticFallback => {
    const fallback = shared.get(id) ?? { id, verbs: plan(parts) };
    shared.set(id, fallback);
    return fallback;
  };
  share(DEFAULT_TENANT_ID, {});
  const languageOf = (entry: UsableEntry) =>
    sentenceLanguageOf(resolveTenant(entry, defaults, NO_ENVIRONMENT));
  const findShared = (entry: UsableEntry): StaticFallback => {
    const language = languageOf(entry);
    return language === languageOf({})
      ? share(DEFAULT_TENANT_ID, {})
      : share(`${DEFAULT_TENANT_ID}-${language}`, { language });
  };
  const own: StaticFallback[] = [];
  const excess: string[] = [];
  const idOf = new Map<string, string>();
  for (const entry of tenants) {
    const candidate = findShared(entry);
    const isShared = isSame(plan(entry, false), candidate.verbs);
    const fits = own.length < MAX_OWN_FALLBACKS;
    if (!isShared && fits) own.push({ id: entry.id, verbs: plan(entry) });
    if (!isShared && !fits) excess.push(entry.id);
    idOf.set(entry.id, isShared || !fits ? candidate.id : entry.id);
  }
  const used = new Set([DEFAULT_TENANT_ID, ...idOf.values()]);
  const usedShared = [...shared.values()].filter(({ id }) => used.has(id));
  return { fallbacks: [...usedShared, ...own], idOf, excess };
}

const isSame = (a: readonly VoiceVerb[], b: readonly VoiceVerb[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

interface PlanParts {
  readonly entry: UsableEntry;
  readonly defaults: TenantFile['defaults'];
  readonly isNamed: boolean;
  readonly buildLinks: BuildStaticLinks;
}

/** A file does not know who calls, so people see the business's own number. */
function planVerbs({ entry, defaults, isNamed, buildLinks }: PlanParts): readonly VoiceVerb[] {
  const resolved = resolveTenant(entry, defaults, NO_ENVIRONMENT);
  const tenant = isNamed ? resolved : { ...resolved, name: undefined };
  const ownNumber = entry.numbers?.[0];
  return planFallback(tenant, {
    ownNumber,
    cameFrom: [],
    isOwnLeg: false,
    passesCallerId: ownNumber === undefined,
    links: buildLinks(sentenceLanguageOf(tenant), ownNumber),
  });
}
