import type { Incident, Part } from './incidents';
import type { WatchOptions } from './read-options';

/**
 * - `bad`: over the threshold, in enough calls.
 * - `calm`: well below it, or, with few calls, not one that is wrong.
 * - `between`: neither; an open incident stays open.
 * - `unclear`: too few calls to tell anything, and some of them wrong.
 * - `silent`: no call at all.
 * - `gone`: the tenant is not watched any more.
 */
export type Level = 'bad' | 'calm' | 'between' | 'unclear' | 'silent' | 'gone';

/**
 * Returns an open incident after a round: each part ends by itself, and the incident with its last
 * part.
 */
export function continueIncident(
  each: Incident,
  levelOf: (part: Part) => Level,
  options: WatchOptions,
  nowMs: number,
): Incident {
  const decided = each.parts.map((part) =>
    part.end === undefined ? decidePart(part, levelOf(part), options, nowMs) : part,
  );
  const parts = hasOnlySilentLeft(decided) ? decided.map(endSilent) : decided;
  const isOver = parts.every(({ end }) => end !== undefined);
  return { ...each, parts, ...(isOver ? { endedAt: new Date(nowMs).toISOString() } : {}) };
}

function decidePart(
  { tenantId, calmSince, silentSince }: Part,
  level: Level,
  { calmMs, windowMs, maxSilenceMs }: WatchOptions,
  nowMs: number,
): Part {
  const hasLasted = (since: string, spanMs: number) => nowMs - Date.parse(since) >= spanMs;
  switch (level) {
    case 'gone':
      return { tenantId, end: 'gone' };
    case 'bad':
    case 'between':
      return { tenantId };
    // Too few calls show neither that it lasts nor that it is over.
    case 'unclear':
      return { tenantId, calmSince };
    case 'calm': {
      const since = calmSince ?? new Date(nowMs).toISOString();
      return { tenantId, calmSince: since, ...(hasLasted(since, calmMs) ? { end: 'well' } : {}) };
    }
    case 'silent': {
      // The whole window was without a call.
      const since = silentSince ?? new Date(nowMs - windowMs).toISOString();
      const part: Part = { tenantId, calmSince, silentSince: since };
      return hasLasted(since, maxSilenceMs) ? endSilent(part) : part;
    }
  }
}

/** A tenant without calls for days must not keep open what others have since shown to be over. */
function hasOnlySilentLeft(parts: readonly Part[]): boolean {
  const calmTimes = parts.flatMap(({ end, calmSince }) =>
    end === 'well' && calmSince !== undefined ? [Date.parse(calmSince)] : [],
  );
  const lastCalmMs = Math.max(...calmTimes);
  return parts.every(
    ({ end, silentSince }) =>
      end !== undefined || (silentSince !== undefined && Date.parse(silentSince) <= lastCalmMs),
  );
}

const endSilent = (part: Part): Part =>
  part.end === undefined ? { ...part, end: 'silent' } : part;
