import { checkIds, listKeyStates } from '../../../core/vapi/check-references';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import { UNUSED_ID } from '../gather-vapi';
import { combine, fail, pass, skip, warn } from '../result';

/** Checks that everything that tenants and environment name exists at Vapi. */
export const vapiIds: Check = {
  id: 'vapi-ids',
  asks: ['vapi'],
  run({ vapi, tenants }) {
    if (vapi.unknown !== undefined) return skipBecause(vapi.unknown);
    const named = vapi.value.filter(({ id }) => id !== UNUSED_ID);
    if (named.length === 0) {
      if (tenants.unknown !== undefined) return skipBecause(tenants.unknown);
      return warn(
        'neither tenants nor VAPI_ASSISTANT_ID name an assistant: callers hear the greeting only',
        'give a tenant an assistantId',
      );
    }
    if (listKeyStates(named).every(({ state }) => state !== 'accepted')) {
      return skip('not looked at: no key was accepted');
    }
    const results = checkIds(named).map(({ problem, exitCode }) =>
      fail(problem, 'copy the id again from the Vapi dashboard; check VAPI_BASE_URL', exitCode),
    );
    const found = named.filter(({ lookup }) => lookup.outcome === 'found').length;
    return combine(results, pass(`${found} of ${named.length} exist`));
  },
};
