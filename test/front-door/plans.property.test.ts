import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { buildForm, decideCall, listMetLimits } from '../../cli/setup/front-door/decide-call';
import { describeReason, describeStep } from '../../cli/setup/front-door/describe-call';
import {
  decideFrontDoor,
  type DoorFacts,
  type DoorPlan,
  type DoorStep,
} from '../../src/front-door/decide-front-door';
import { type DoorState, readDoor, writeDoor } from '../../src/phone/door-state';
import { checkTenant } from '../../src/tenants/check-tenant';
import { decideHours } from '../../src/tenants/hours';
import { buildChainServices } from '../../src/twilio/chain-links';
import { parseIncomingCall } from '../../src/twilio/incoming-call';
import { OWN, tenantOf } from '../fakes/tenants';
import { doorParts, limits, question } from './door-arbitraries';

const SEED = 20_261_130;

/** The documented order; what stands at the same place excludes each other. */
const ORDER: readonly (readonly DoorStep['kind'][])[] = [
  ['challenge'],
  ['people'],
  ['menu'],
  ['consent'],
  ['assistant', 'closed', 'over-limit', 'reject', 'refuse', 'voicemail'],
];
const placeOf = ({ kind }: DoorStep) => ORDER.findIndex((kinds) => kinds.includes(kind));

/** A tenant whose parts the schema has taken, and a call to it. */
const limitedParts = fc
  .tuple(doorParts, fc.option(limits))
  .map(([parts, own]) => ({ ...parts, ...(own === null ? {} : { limits: own }) }));

const situation = fc.record({ parts: limitedParts, asked: question }).map(({ parts, asked }) => {
  const assistant = { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' };
  const raw = { id: 'a', name: 'A', numbers: [OWN], assistant, ...parts };
  const { value, problems } = checkTenant(raw);
  if (problems.length > 0) throw new Error(problems.join('; '));
  const call = parseIncomingCall(buildForm(asked));
  const tenant = tenantOf(value);
  const facts: DoorFacts = {
    metLimits: listMetLimits(asked, tenant),
    ...{ call, tenant, at: asked.at, closedByHand: undefined, counts: {} },
    ends: buildChainServices(call),
  };
  return { asked, facts };
});

/** Every outcome of a step that waits for one, as it is remembered. */
function listOutcomes(step: DoorStep): readonly DoorState[] {
  switch (step.kind) {
    case 'challenge':
      return [{ isAdmitted: true }];
    case 'people':
      return (['no-answer', 'declined', 'busy', 'failed'] as const).map((ringOutcome) => ({
        isAdmitted: true,
        ringOutcome,
      }));
    case 'menu':
      return step.menu.map(({ language }) => ({ isAdmitted: true, language }));
    case 'consent':
    case 'assistant':
    case 'over-limit':
    case 'closed':
    case 'reject':
    case 'refuse':
    case 'voicemail':
      return [];
  }
}

/** Answers each step in every way, hours later, and returns the longest way to the end in webhooks. */
function walk(plan: DoorPlan, facts: DoorFacts): number {
  const [step, ...rest] = plan.steps;
  const lengths = listOutcomes(step).map((found) => {
    const door = readDoor(writeDoor({ ...plan.door, ...found }) ?? '');
    const at = new Date(facts.at.getTime() + 9 * 3_600_000);
    const next = decideFrontDoor({ ...facts, at, call: { ...facts.call, door } });
    // Quicker than expect, which would take half of the test's time.
    if (!isDeepStrictEqual(next.steps, rest)) throw new Error(JSON.stringify([rest, next.steps]));
    return walk(next, facts);
  });
  // A consent leads to the assistant without another plan.
  return 1 + (step.kind === 'consent' ? 1 : Math.max(0, ...lengths));
}

describe('for any tenant, call and moment, a plan', () => {
  it('is in the documented order, and leads from each step to its next and to one end', () => {
    const begun = new Set<string>();
    let longest = 0;

    fc.assert(
      fc.property(situation, ({ facts }) => {
        const plan = decideFrontDoor(facts);
        const places = plan.steps.map(placeOf);
        begun.add(plan.steps[0].kind);
        longest = Math.max(longest, walk(plan, facts));

        expect(places).toEqual([...new Set(places)].sort());
        expect(places.filter((place) => place === ORDER.length - 1)).toHaveLength(1);
      }),
      { numRuns: 2_000, seed: SEED },
    );

    expect([...begun].sort()).toEqual(ORDER.flat().sort());
    expect(longest).toBe(5);
  });

  it('says of the hours what they say, and is what decide prints in words', () => {
    fc.assert(
      fc.property(situation, ({ asked, facts }) => {
        const { steps, reasons, door } = decideFrontDoor(facts);
        const decided = decideCall(asked, facts.tenant);
        const words = [
          ...decided.steps.map((step) => describeStep(step, decided)),
          ...decided.reasons.map(describeReason),
        ];

        expect(door.closedBy === undefined).toBe(decideHours(facts.tenant.hours, facts.at).isOpen);
        expect([decided.steps, decided.reasons]).toEqual([steps, reasons]);
        expect(words.filter((text) => /undefined|NaN|^$/.test(text))).toEqual([]);
      }),
      { numRuns: 300, seed: SEED },
    );
  });
});
