import { setVariables } from '../change-deployment';
import type { FaultCase } from '../fault-case';

/** The tenant that texts callers whom nobody answered. */
const HARBOR = '+12025550110';

/** Nobody answers a caller, who should get a text. Its error has the whole numbers, which no log may have. */
export const texts: readonly FaultCase[] = [
  {
    name: 'missed caller; Twilio’s API refuses the text',
    expected: 'fallback',
    to: HARBOR,
    fault: { kind: 'status', status: 404 },
    // Without it, it would not be known whether the caller was texted already.
    change: setVariables({ SWITCHBOARD_EVENTS_SECRET: 'faults-events-secret-31d8' }),
    expectedTexts: 0,
    restAt: {
      status: 400,
      code: 21610,
      message: 'Attempt to send to unsubscribed recipient +12025550143 from +12025550110',
      routes: ['POST Messages'],
    },
  },
];
