import { listAnsweringAssistants } from '../answering-assistants';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import { combine, pass, skip, warn } from '../result';

/** Vapi's own limit if nobody sets one. @see https://docs.vapi.ai/api-reference/assistants/get */
const DEFAULT_SECONDS = 600;

/** Checks that somebody has decided how long a call may last. */
export const assistantTimeLimit: Check = {
  id: 'assistant-time-limit',
  asks: ['vapi'],
  run({ vapi }) {
    if (vapi.unknown !== undefined) return skipBecause(vapi.unknown);
    const assistants = listAnsweringAssistants(vapi.value);
    if (assistants.length === 0) return skip('not looked at: Vapi showed no assistant');
    const results = assistants
      .filter(({ maxDurationSeconds = DEFAULT_SECONDS }) => maxDurationSeconds === DEFAULT_SECONDS)
      .map(({ label, maxDurationSeconds }) =>
        warn(
          `${label} ends every call after ten minutes (maxDurationSeconds ${maxDurationSeconds ?? 'not set'})`,
          'set its maximum duration in the Vapi dashboard, Assistants, Advanced',
        ),
      );
    return combine(results, pass(`set in ${assistants.length}`));
  },
};
