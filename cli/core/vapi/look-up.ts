import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../../src/config/config';
import { version } from '../../../src/config/version';
import { HttpConnections } from '../../../src/http/connections';
import {
  createVapiResources,
  type VapiLookup,
  type VapiResourceKind,
  type VapiResourceKinds,
  type VapiResources,
} from './resources';
import { inParallel } from '../in-parallel';
import type { Progress } from '../progress';
import type { VapiReference } from './references';

/** A reference and Vapi's answer; the kind decides what was found. */
export type CheckedReference = {
  [Kind in VapiResourceKind]: VapiReference & {
    readonly kind: Kind;
    readonly lookup: VapiLookup<VapiResourceKinds[Kind]> | KeyNotSet;
  };
}[VapiResourceKind];

/** The variable holds no usable key, so nothing was asked. */
export interface KeyNotSet {
  readonly outcome: 'key-not-set';
  /** As the end of a sentence that begins with the variable's name. */
  readonly detail: string;
  readonly clockAheadMs?: undefined;
}

const MAX_AT_ONCE = 4;
const TIMEOUT_MS = 10_000;
const MAX_TRIES = 3;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** As often may an answer to a key fail to come before its rest is left unasked. */
const MAX_FAILURES = 3;

export function createCliVapiResources(): VapiResources {
  return createVapiResources({
    http: new HttpConnections().client('kept'),
    userAgent: `vapi-switchboard/${version}`,
    timeoutMs: TIMEOUT_MS,
  });
}

/**
 * Asks Vapi for each reference with its own key, a few at a time. A key that is refused is not tried
 * again, nor is one that gets no answer: what is left of it gets the answer that stopped it. The other
 * keys, which may be of other organisations and regions, are asked all the same.
 */
export async function lookUpReferences(
  references: readonly VapiReference[],
  config: Config,
  progress: Progress,
  resources: VapiResources = createCliVapiResources(),
): Promise<CheckedReference[]> {
  let doneCount = 0;
  const failures = new Map<string, CheckedReference['lookup'][]>();
  const refusals = new Map<string, CheckedReference['lookup']>();
  return inParallel(references, MAX_AT_ONCE, async (reference) => {
    const { apiKeyEnv } = reference;
    const failed = failures.get(apiKeyEnv) ?? [];
    const known = refusals.get(apiKeyEnv) ?? failed[MAX_FAILURES - 1];
    const lookup = known ?? (await lookUp(reference, config, resources));
    if (lookup.outcome === 'unauthorized') refusals.set(apiKeyEnv, lookup);
    if (lookup.outcome === 'unavailable' && lookup !== known) {
      failures.set(apiKeyEnv, [...(failures.get(apiKeyEnv) ?? []), lookup]);
    }
    doneCount += 1;
    progress.show(`asking Vapi: ${doneCount} of ${references.length}`);
    return { ...reference, lookup } as CheckedReference;
  });
}

async function lookUp(
  { kind, id, apiKeyEnv }: VapiReference,
  config: Config,
  resources: VapiResources,
): Promise<CheckedReference['lookup']> {
  const apiKey = config.findSecret(apiKeyEnv);
  if (apiKey === undefined) {
    return { outcome: 'key-not-set', detail: config.explainSecret(apiKeyEnv) };
  }
  const baseUrl = config.findVapiUrl(apiKeyEnv);
  for (let tries = 1; ; tries += 1) {
    const lookup = await resources.find(kind, id, { apiKey, baseUrl });
    if (lookup.outcome !== 'unavailable' || !lookup.isPassing || tries === MAX_TRIES) {
      return lookup;
    }
    const waitMs = lookup.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (tries - 1);
    await sleep(Math.min(waitMs, LONGEST_WAIT_MS));
  }
}
