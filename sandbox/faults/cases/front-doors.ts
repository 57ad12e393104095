import { paths } from '../../../src/twilio/urls';
import type { Person } from '../../twilio/voice/person';
import { replaceFunction, setVariables } from '../change-deployment';
import type { FaultCase } from '../fault-case';
import { ACCEPTS } from './lakeside';

/** The tenant whose callers are counted, whose people are rung first, and who offers two languages. */
const SUMMIT = '+12025550109';
const PARTNER = '+12025550168';

const { frontDoor } = paths;
const CRASH = "throw new Error('crashed at load');";
const DOWN = { kind: 'status', status: 503 } as const;
const BUSY: Person = { kind: 'busy' };

/** Counting needs a secret. */
const counted = setVariables({ SWITCHBOARD_EVENTS_SECRET: 'canary-events-secret-3be81d' });

/** Nobody takes the call, and the caller chooses Spanish. */
const entered = (name: string, { caller, ...parts }: Partial<FaultCase> = {}): FaultCase => ({
  name: `front door; ${name}`,
  expected: 'assistant',
  to: SUMMIT,
  change: counted,
  caller: { people: { [PARTNER]: BUSY }, digits: ['2'], ...caller },
  ...parts,
});

const crashed = replaceFunction(frontDoor, CRASH);

/** Sync refuses to count. */
const SYNC_DOWN = {
  status: 503,
  code: 20503,
  message: 'Service unavailable',
  routes: [
    'GET Sync/Maps/{map}/Items',
    'GET Sync/Maps/{map}/Items/{key}',
    'POST Sync/Maps/{map}/Items',
  ],
} as const;

/** Something goes wrong between the caller's ringing and the assistant. */
export const frontDoors: readonly FaultCase[] = [
  entered('all well'),
  entered('a person takes the call', {
    expected: 'person',
    caller: { people: { [PARTNER]: ACCEPTS } },
  }),
  entered('caller presses no key', { caller: { digits: [''] } }),
  entered('caller hangs up while it rings', {
    expected: 'anyone',
    caller: { people: { [PARTNER]: { kind: 'no-answer' } }, hangsUpWhileRingingMs: 2_000 },
  }),
  entered('caller hangs up at the menu', {
    expected: 'anyone',
    caller: { digits: ['hangup'] },
  }),
  entered('answers delivered twice at once', { deliveries: { [frontDoor]: 'twice' } }),
  entered('answers delivered late', { deliveries: { [frontDoor]: 'late' } }),
  entered(`${frontDoor} crashes at load, while it rings`, {
    expected: 'fallback',
    change: crashed,
    brokenPaths: [frontDoor],
  }),
  // The people are those of the open hours.
  entered(`${frontDoor} crashes at load, at the menu`, {
    expected: 'fallback',
    change: (environment) =>
      setVariables({ SWITCHBOARD_CLOSED: 'summit-law' })(crashed(environment)),
    brokenPaths: [frontDoor],
  }),
  entered('Vapi down after the menu', { expected: 'fallback', fault: DOWN }),
  entered('Vapi hangs after the menu', { expected: 'fallback', fault: { kind: 'hang' } }),
  entered('people cannot be reached, and Vapi is down', {
    expected: 'fallback',
    fault: DOWN,
    caller: { people: { [PARTNER]: { kind: 'failed' } } },
  }),
  entered('outage switch turned on while it rings', {
    expected: 'fallback',
    laterChange: setVariables({ SWITCHBOARD_OUTAGE: 'all' }),
  }),
  entered('Sync down', { restAt: SYNC_DOWN }),
  entered('Sync never answers', { restAt: 'mute' }),
];
