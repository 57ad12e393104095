import { paths } from '../../../src/twilio/urls';
import { replaceFunction, replaceTenantFile, setVariables } from '../change-deployment';
import type { FaultCase } from '../fault-case';

/** The tenant that asks every caller, and records by Vapi and Twilio. */
const MEADOW = '+12025550106';

const AGREES = { digits: ['1'] } as const;
const REFUSES = { digits: ['2'] } as const;
const CRASH = "throw new Error('crashed at load');";

/** A caller who agrees is recorded, and the tenant is notified. */
const agreed = (name: string, parts: Partial<FaultCase> = {}): FaultCase => ({
  name: `recording agreed; ${name}`,
  expected: 'assistant',
  to: MEADOW,
  caller: AGREES,
  expectedNotifications: parts.expected === 'fallback' ? 0 : 1,
  ...parts,
});

const asked = (name: string, caller: FaultCase['caller'], parts: Partial<FaultCase> = {}) => ({
  ...agreed(name, {
    expectedNotifications: 0,
    ...(caller === undefined ? {} : { caller }),
    ...parts,
  }),
  name: `asked for a recording; ${name}`,
});

const { frontDoor, recordingStatus } = paths;

/** Callers are asked whether they may be recorded, and something goes wrong on the way. */
export const recordings: readonly FaultCase[] = [
  agreed('all well'),
  asked('caller refuses', REFUSES),
  asked('caller says nothing', { digits: [''] }),
  asked('caller presses another key', { digits: ['*'] }),
  asked('caller hangs up', { digits: ['hangup'] }, { expected: 'anyone' }),
  agreed('caller anonymous', { from: 'anonymous' }),
  agreed('answer delivered twice at once', { deliveries: { [frontDoor]: 'twice' } }),
  agreed('answer delivered late', { deliveries: { [frontDoor]: 'late' } }),
  agreed('recording told twice', { deliveries: { [recordingStatus]: 'twice' } }),
  agreed('Vapi down', { expected: 'fallback', fault: { kind: 'status', status: 503 } }),
  agreed('Vapi hangs', { expected: 'fallback', fault: { kind: 'hang' } }),
  agreed('outage switch turned on before the answer', {
    expected: 'fallback',
    laterChange: setVariables({ SWITCHBOARD_OUTAGE: 'all' }),
  }),
  agreed('key gone before the answer', {
    expected: 'fallback',
    laterChange: setVariables({ VAPI_API_KEY: undefined }),
  }),
  agreed('stream broken', {
    firstFault: { kind: 'stream', assistant: 'mute', breakAfterMs: 300 },
    continues: true,
  }),
  agreed(`${frontDoor} crashes at load`, {
    expected: 'fallback',
    change: replaceFunction(frontDoor, CRASH),
    brokenPaths: [frontDoor],
  }),
  agreed(`${recordingStatus} crashes at load`, {
    expectedNotifications: 0,
    change: replaceFunction(recordingStatus, CRASH),
    brokenPaths: [recordingStatus],
  }),
  asked('outage switch on', AGREES, {
    expected: 'fallback',
    change: setVariables({ SWITCHBOARD_OUTAGE: 'all' }),
  }),
  asked('tenant’s recording broken', AGREES, {
    change: replaceTenantFile((text) => text.replace('"by":"both"', '"by":"all"')),
  }),
];
