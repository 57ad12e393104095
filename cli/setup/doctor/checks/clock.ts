import type { Check } from '../check';
import { combine, pass, skip, warn } from '../result';

const MAX_SECONDS = 30;

/** Checks this machine's clock against others. */
export const clock: Check = {
  id: 'clock',
  asks: ['vapi', 'twilioAnswer'],
  run({ vapi, twilioAnswer }) {
    const vapiAheadMs = vapi.value?.find(({ lookup }) => lookup.clockAheadMs !== undefined)?.lookup
      .clockAheadMs;
    const twilioAheadMs =
      twilioAnswer !== undefined && 'status' in twilioAnswer
        ? twilioAnswer.clockAheadMs
        : undefined;
    const known = Object.entries({ Vapi: vapiAheadMs, Twilio: twilioAheadMs }).flatMap(
      ([whose, aheadMs]) =>
        aheadMs === undefined ? [] : { whose, aheadSeconds: Math.round(aheadMs / 1_000) },
    );
    if (known.length === 0) return skip('no answer contained a time');
    const results = known
      .filter(({ aheadSeconds }) => Math.abs(aheadSeconds) > MAX_SECONDS)
      .map(({ whose, aheadSeconds }) =>
        warn(
          `this machine's clock is ${Math.abs(aheadSeconds)} s ${aheadSeconds > 0 ? 'ahead of' : 'behind'} ${whose}'s`,
          'let the machine set its clock over the network (NTP)',
        ),
      );
    return combine(results, pass(`agrees with ${known.map(({ whose }) => whose).join(' and ')}`));
  },
};
