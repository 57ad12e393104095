import { CHECKS_MARK } from '../../../src/tenants/tenant-file';
import { paths } from '../../../src/twilio/urls';
import type { Person } from '../../twilio/voice/person';
import { replaceFunction, replaceTenantFile } from '../change-deployment';
import type { Expected, FaultCase } from '../fault-case';
import { ACCEPTS, FIRST, FOURTH, LAKESIDE, peopleWith, SECOND, THIRD, whileDown } from './lakeside';

const MACHINE: Person = { kind: 'machine' };

/** The first person does something, and all others are busy. */
const first = (name: string, person: Person, expected: Expected): FaultCase =>
  whileDown(name, { expected, caller: { people: peopleWith({ [FIRST]: person }) } });

const others = (name: string, people: Record<string, Person>, expected: Expected): FaultCase =>
  whileDown(name, { expected, caller: { people: peopleWith(people) } });

const accepted = { people: peopleWith({ [FIRST]: ACCEPTS }) };

/** Callers without a number that people may see. */
const caller = (name: string, from: string): FaultCase =>
  whileDown(`person accepts; caller ${name}`, { expected: 'person', from, caller: accepted });

const declined = (branch: 'no-answer' | 'completed-unbridged' | 'completed'): FaultCase =>
  whileDown(`person declines, told as ${branch}`, {
    expected: 'voicemail',
    caller: { declinedDial: branch, people: peopleWith({ [FIRST]: { kind: 'declines' } }) },
  });

const CRASH = "throw new Error('crashed at load');";
const HANG = 'exports.handler = () => {};';

const broken = (
  name: string,
  path: string,
  code: string,
  parts: Omit<FaultCase, 'name'>,
): FaultCase =>
  whileDown(name, { change: replaceFunction(path, code), brokenPaths: [path], ...parts });

/** The static file rings everybody again: no code of ours is left to say where the chain stood. */
const brokenFallback = (name: string, code: string): FaultCase =>
  broken(`/fallback ${name}`, paths.fallback, code, {
    expected: 'voicemail',
    caller: { people: peopleWith({}) },
  });

/** The number's fallback URL alone: nothing of ours runs. */
const staticOnly = (
  name: string,
  { change, ...parts }: Omit<FaultCase, 'name' | 'fault'>,
): FaultCase => {
  const crash = replaceFunction(paths.incomingCall, CRASH);
  return whileDown(`static: ${name}`, {
    brokenPaths: [paths.incomingCall],
    change: (environment) => crash(change?.(environment) ?? environment),
    ...parts,
  });
};

const skewed = (
  name: string,
  change: (text: string) => string,
  expected: Expected,
  people: Record<string, Person> = {},
): FaultCase =>
  whileDown(`deployed while it rings: ${name}`, {
    expected,
    laterChange: replaceTenantFile(change),
    caller: { people: peopleWith(people) },
  });

/** Puts another chain into the tenant's row of the file. */
/**
 * The file then differs from the one whose tenants the build checked, and must not say otherwise.
 */
const withChain = (steps: readonly object[]) => (text: string) => {
  const chain = /"fallback":\[\{.*?\}\]/;
  if (!chain.test(text)) throw new Error('the tenant has no chain');
  return text.replace(CHECKS_MARK, '').replace(chain, () => `"fallback":${JSON.stringify(steps)}`);
};

const stream = (name: string, parts: Partial<FaultCase>): FaultCase => ({
  name: `stream fails; ${name}`,
  expected: 'person',
  to: LAKESIDE,
  continues: true,
  fault: { kind: 'handshake', status: 404 },
  caller: accepted,
  ...parts,
});

/** Vapi is down or its stream fails, and the tenant's people are rung. */
export const fallbacks: readonly FaultCase[] = [
  first('person accepts', ACCEPTS, 'person'),
  first('person accepts, and hangs up first', { ...ACCEPTS, talksMs: 5_000 }, 'person'),
  first('person accepts when asked again', { kind: 'answers', presses: ['', '1'] }, 'person'),
  first('person presses another key', { kind: 'answers', presses: ['2'] }, 'voicemail'),
  first('person answers and is silent', { kind: 'silent' }, 'voicemail'),
  first('answering machine', MACHINE, 'voicemail'),
  ...(['no-answer', 'completed-unbridged', 'completed'] as const).map(declined),
  ...(['busy', 'no-answer', 'failed', 'canceled'] as const).map((kind) =>
    first(`person ${kind}`, { kind }, 'voicemail'),
  ),
  whileDown('numbers that nobody has', { expected: 'voicemail', caller: { people: {} } }),
  others('first busy, second accepts', { [SECOND]: ACCEPTS }, 'person'),
  others('first a machine, second accepts', { [FIRST]: MACHINE, [SECOND]: ACCEPTS }, 'person'),
  others('two together: one accepts', { [FOURTH]: ACCEPTS }, 'person'),
  others('two together: both accept', { [THIRD]: ACCEPTS, [FOURTH]: ACCEPTS }, 'person'),
  others(
    'two together: a machine first, then a person',
    { [THIRD]: { ...MACHINE, delayMs: 100 }, [FOURTH]: { ...ACCEPTS, delayMs: 2_000 } },
    'person',
  ),
  caller('anonymous', 'anonymous'),
  caller('withheld by keypad', '+266696687'),
  caller('by SIP', 'sip:desk@example.com'),
  caller('a Twilio client', 'client:front_desk'),
  caller('empty', ''),
  whileDown('Twilio refuses the caller id', {
    expected: 'voicemail',
    from: 'anonymous',
    // What Twilio sends looks like a number that it allows nobody to show.
    parameters: { From: '+12025550199' },
    caller: accepted,
  }),
  whileDown('caller hangs up while it rings', {
    expected: 'fallback',
    caller: {
      hangsUpWhileRingingMs: 2_000,
      people: peopleWith({ [FIRST]: { kind: 'no-answer' } }),
    },
  }),
  whileDown('caller hangs up while two ring', {
    expected: 'fallback',
    caller: {
      hangsUpWhileRingingMs: 2_000,
      people: peopleWith({ [THIRD]: { kind: 'no-answer' }, [FOURTH]: { kind: 'no-answer' } }),
    },
  }),
  whileDown('/fallback delivered twice', {
    expected: 'person',
    deliveries: { [paths.fallback]: 'twice' },
    caller: { people: peopleWith({ [SECOND]: ACCEPTS }) },
  }),
  stream('person accepts', {}),
  stream('its end told late', { caller: { ...accepted, statusCallbackOrder: 'after-action' } }),
  stream('its end told twice', { caller: { ...accepted, statusCallbackOrder: 'twice' } }),
  stream('nobody answers', { expected: 'voicemail', caller: { people: peopleWith({}) } }),
  stream('closed by the server, told as an error', {
    fault: {
      kind: 'stream',
      assistant: 'talk',
      breakAfterMs: 1_000,
      endedReason: 'call.in-progress.error-vapifault-worker-died',
    },
    caller: { ...accepted, isServerCloseReported: true },
  }),
  brokenFallback('crashes at load', CRASH),
  brokenFallback('hangs for ever', HANG),
  broken('/fallback/screen crashes at load', paths.screen, CRASH, {
    expected: 'voicemail',
    caller: accepted,
  }),
  broken('/fallback/screen hangs for ever', paths.screen, HANG, {
    expected: 'voicemail',
    caller: accepted,
  }),
  broken('/call-status crashes at load', paths.callStatus, CRASH, {
    expected: 'person',
    caller: accepted,
  }),
  skewed('a shorter chain', withChain([{ step: 'say', text: 'Please call again.' }]), 'fallback'),
  skewed('only the voicemail left', withChain([{ step: 'voicemail' }]), 'fallback'),
  skewed(
    'a longer chain',
    withChain([
      { step: 'dial', numbers: [FIRST, SECOND], ring: 'in-turn' },
      { step: 'say', text: 'We try somebody else.' },
      { step: 'dial', numbers: [FOURTH] },
      { step: 'voicemail' },
    ]),
    'person',
    { [FOURTH]: ACCEPTS },
  ),
  skewed('the tenant gone', () => '{"tenants":[]}', 'fallback'),
  skewed('a broken chain', withChain([{ step: 'dial', numbers: ['reception'] }]), 'fallback'),
  whileDown('a number that is none in the chain', {
    expected: 'fallback',
    change: replaceTenantFile(
      withChain([{ step: 'dial', numbers: ['reception'] }, { step: 'voicemail' }]),
    ),
  }),
  staticOnly('person accepts', { expected: 'person', caller: accepted }),
  staticOnly('caller anonymous, person accepts', {
    expected: 'person',
    from: 'anonymous',
    caller: accepted,
  }),
  staticOnly('second accepts', {
    expected: 'person',
    caller: { people: peopleWith({ [SECOND]: ACCEPTS }) },
  }),
  staticOnly('both of two accept', {
    expected: 'person',
    caller: { people: peopleWith({ [THIRD]: ACCEPTS, [FOURTH]: ACCEPTS }) },
  }),
  staticOnly('machines only', {
    expected: 'voicemail',
    caller: {
      people: { [FIRST]: MACHINE, [SECOND]: MACHINE, [THIRD]: MACHINE, [FOURTH]: MACHINE },
    },
  }),
];
