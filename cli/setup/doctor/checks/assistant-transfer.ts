import { listAnsweringAssistants } from '../answering-assistants';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import { combine, pass, skip, warn } from '../result';

/** Checks for a tool that only works if Vapi owns the Twilio call. */
export const assistantTransfer: Check = {
  id: 'assistant-transfer',
  asks: ['vapi'],
  run({ vapi }) {
    if (vapi.unknown !== undefined) return skipBecause(vapi.unknown);
    const assistants = listAnsweringAssistants(vapi.value);
    if (assistants.length === 0) return skip('not looked at: Vapi showed no assistant');
    const results = assistants
      .filter(({ toolTypes }) => toolTypes.includes('transferCall'))
      .map(({ label }) =>
        warn(
          `${label} has a transferCall tool: here it ends the call, or does nothing`,
          'take the tool out in the Vapi dashboard, Assistants, Tools',
        ),
      );
    const unseen = assistants.filter(({ savedToolCount }) => savedToolCount > 0).length;
    const note = unseen === 0 ? '' : ` (saved tools of ${unseen} cannot be seen)`;
    return combine(results, pass(`no transferCall tool in ${assistants.length}${note}`));
  },
};
