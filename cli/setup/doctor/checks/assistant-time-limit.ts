import type { TenantFile } from '../../../../src/tenants/schema';
import { type AnsweringAssistant, listAnsweringAssistants } from '../answering-assistants';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import { type CheckResult, combine, pass, skip, warn } from '../result';

/** Vapi's own limit if nobody sets one. @see https://docs.vapi.ai/api-reference/assistants/get */
const DEFAULT_SECONDS = 600;

/** A caller who forgets to hang up pays little for it; the tenant pays Vapi by the minute. */
const LONG_SECONDS = 3_600;

/** Checks that somebody has decided how long a call may last, and that it is not for hours. */
export const assistantTimeLimit: Check = {
  id: 'assistant-time-limit',
  asks: ['vapi'],
  run({ vapi, tenants }) {
    if (vapi.unknown !== undefined) return skipBecause(vapi.unknown);
    const assistants = listAnsweringAssistants(vapi.value);
    if (assistants.length === 0) return skip('not looked at: Vapi showed no assistant');
    const own = tenants.unknown === undefined ? readOwnLimits(tenants.value.tenants) : new Map();
    const results = assistants.flatMap((assistant) => checkAssistant(assistant, own));
    return combine(results, pass(`set in ${assistants.length}`));
  },
};

type OwnLimits = ReadonlyMap<string, number | undefined>;

/** By who names an assistant: a tenant, or the variable for numbers without one. */
function readOwnLimits({ tenants, defaults }: TenantFile): OwnLimits {
  const usual = defaults.limits;
  return new Map<string, number | undefined>([
    ...tenants.map(({ id, limits = usual }) => [id, limits?.maxCallSeconds] as const),
    ['VAPI_ASSISTANT_ID', usual?.maxCallSeconds],
  ]);
}

/** What a tenant sets for its calls counts, and otherwise the assistant's own setting. */
function checkAssistant(
  { label, namedBy, maxDurationSeconds }: AnsweringAssistant,
  own: OwnLimits,
): CheckResult[] {
  const long = namedBy.filter((name) => (own.get(name) ?? 0) > LONG_SECONDS);
  const results = long.map((name) =>
    warn(
      `limits.maxCallSeconds of ${name} lets the assistant talk for more than an hour (${own.get(name)})`,
      'lower it in the tenant file',
    ),
  );
  if (namedBy.every((name) => own.get(name) !== undefined)) return results;
  const fix =
    'set limits.maxCallSeconds in the tenant file, or its maximum duration in the Vapi dashboard, Assistants, Advanced';
  const { seconds, shown } = {
    seconds: maxDurationSeconds ?? DEFAULT_SECONDS,
    shown: `maxDurationSeconds ${maxDurationSeconds ?? 'not set'}`,
  };
  if (seconds === DEFAULT_SECONDS) {
    results.push(warn(`${label} ends every call after ten minutes (${shown})`, fix));
  }
  if (seconds > LONG_SECONDS) {
    results.push(warn(`${label} may talk for more than an hour (${shown})`, fix));
  }
  return results;
}
