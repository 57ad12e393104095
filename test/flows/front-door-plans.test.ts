import * as fc from 'fast-check';
import { buildForm, decideCall, type CallQuestion } from '../../cli/setup/front-door/decide-call';
import type { Meeting } from '../../cli/setup/front-door/call-fields';
import { checkTenantFile } from '../../src/tenants/check-tenant-file';
import { resolveTenant } from '../../src/tenants/tenant';
import { doorParts, question } from '../front-door/door-arbitraries';
import { type Container, findAnswerProblems, type FunctionAnswer } from './container';
import { attributeOf, listVerbs, parametersOf } from './documents';
import { tenantFileOf } from './tenant-file';
import { formOf, World } from './world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());
beforeEach(() => world.reset());

/** How the exit entry of a Function names what the caller meets. */
const MEETING_OF: Readonly<Record<string, Meeting>> = {
  ...{ assistant: 'assistant', rejected: 'rejected', busy: 'busy', refused: 'refused' },
  ...{ voicemail: 'voicemail', closed: 'closed', 'own-leg': 'own-leg', challenged: 'challenge' },
  ...{ 'people-rung': 'people', 'language-asked': 'menu', 'consent-asked': 'consent' },
};

/** What a caller does, or people do, at each question; the key of a challenge is pressed. */
const replies = fc.array(
  fc.record({
    digit: fc.constantFrom('', '1', '2', '9'),
    dial: fc.constantFrom('no-answer', 'busy', 'failed', 'canceled', 'completed'),
    isRight: fc.integer({ min: 0, max: 3 }).map((number) => number > 0),
  }),
  { minLength: 8, maxLength: 8 },
);
type Reply = { readonly digit: string; readonly dial: string; readonly isRight: boolean };

/** The call, a challenge, three people who are rung in turn, a menu, and a question about recording. */
const MAX_ANSWERS = 7;

const situation = fc.record({ parts: doorParts, asked: question, replies });

/** Asks the built /incoming-call, then follows its addresses until the front door has nothing more to ask. */
async function follow(parts: object, asked: CallQuestion, replies: readonly Reply[]) {
  jest.spyOn(Date, 'now').mockReturnValue(asked.at.getTime());
  const options = { tenantFile: tenantFileOf(parts), environment: world.environment() };
  const incoming = world.containerOf('incoming-call.protected', options);
  const door = world.containerOf('front-door.protected', options);
  const form = { ...formOf(), ...buildForm(asked) };
  const answers = [await incoming.invoke(form)];
  for (const reply of replies) {
    const url = questionOf(answers.at(-1)!);
    if (url === undefined) break;
    answers.push(await ask(door, { ...form, ...parametersOf(url) }, reply));
  }
  return { answers, outcomes: [incoming, door].map(({ outcome }) => String(outcome)) };
}

/** Returns where the front door waits for an answer; undefined = it has nothing more to ask. */
function questionOf({ body }: FunctionAnswer): string | undefined {
  const url = attributeOf(body, listVerbs(body)[0] ?? '', 'action');
  return url.startsWith('/front-door') ? url : undefined;
}

function ask(
  door: Container,
  form: Readonly<Record<string, string>>,
  { digit, dial, isRight }: Reply,
): Promise<FunctionAnswer> {
  const { question, key } = form;
  if (question === 'people') {
    return door.invoke({ ...form, DialCallStatus: dial, DialBridged: 'false' });
  }
  const pressed = key === undefined ? digit : isRight ? key : '0';
  const digits = pressed === '' ? {} : { Digits: pressed };
  return door.invoke({ ...form, CallStatus: 'in-progress', ...digits });
}

function decide(parts: object, asked: CallQuestion) {
  const { file, problems } = checkTenantFile(tenantFileOf(parts));
  if (file === undefined) throw new Error(problems.join('; '));
  const nobody = { assistantId: undefined, phoneNumberId: undefined };
  return decideCall(asked, resolveTenant(file.tenants[0]!, file.defaults, nobody));
}

describe('the built Functions', () => {
  it('do first what decide prints, and lead every caller to an end with words', async () => {
    const met = new Set<string>();

    await fc.assert(
      fc.asyncProperty(situation, async ({ parts, asked, replies }) => {
        const decided = decide(parts, asked);
        const { answers, outcomes } = await follow(parts, asked, replies);
        met.add(decided.met);

        expect(MEETING_OF[outcomes[0]!]).toBe(decided.met);
        expect(answers.flatMap(findAnswerProblems)).toEqual([]);
        expect(questionOf(answers.at(-1)!)).toBeUndefined();
        expect(answers.length).toBeLessThanOrEqual(MAX_ANSWERS);
      }),
      { numRuns: 60, seed: 20_261_130 },
    );

    expect(met.size).toBeGreaterThan(7);
  });
});
