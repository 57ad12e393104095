import { fullAnswers } from '../../sandbox/vapi/full-answers';
import { findAnswerProblems } from './container';
import { attributeOf, listVerbs, wordsOf } from './documents';
import { QueueWorld } from './queue-world';
import { formOf, status } from './world';
import type { Fault } from '../../sandbox/vapi/faults';

const world = new QueueWorld();
beforeAll(() => world.start({ slots: 1 }));
afterAll(() => world.stop());
beforeEach(() => world.reset());

const FALLBACK = 'Thank you for calling Riverside Dental.';

describe('a newcomer while all slots are taken', () => {
  it.each(fullAnswers)('waits in the queue when Vapi says so by %s', async (fullAnswer) => {
    await world.fillSlots();
    world.vapi.fullAnswer = fullAnswer;
    const { incoming } = world.functions({ queue: { name: 'front-desk' } });

    const answer = await incoming.invoke(formOf());

    expect(listVerbs(answer.body)).toEqual(['Enqueue']);
    expect(wordsOf(answer.body, 'Enqueue')).toBe('front-desk');
    expect(attributeOf(answer.body, 'Enqueue', 'waitUrl')).toBe(
      '/queue/wait?first=1&loop=0&posts=0&retries=0#rc=2&rp=5xx,ct,rt',
    );
    expect(attributeOf(answer.body, 'Enqueue', 'action')).toBe(
      '/queue/left?first=1&posts=0&retries=0#rc=2&rp=5xx,ct,rt',
    );
    expect([world.vapi.postCount, incoming.outcome]).toEqual([1, 'queued']);
  });

  it('waits in the queue named by the tenant’s id where the queue has no name', async () => {
    await world.fillSlots();
    const { incoming } = world.functions();

    const answer = await incoming.invoke(formOf());

    expect(wordsOf(answer.body, 'Enqueue')).toBe('riverside-dental');
  });

  it.each(fullAnswers)('gets the fallback without a queue, as before: %s', async (fullAnswer) => {
    await world.fillSlots();
    world.vapi.fullAnswer = fullAnswer;
    const { incoming } = world.functions({ tenant: { queue: undefined } });

    const answer = await incoming.invoke(formOf());

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body)).toEqual(['Say', 'Hangup']);
    expect([world.vapi.postCount, incoming.outcome]).toEqual([1, 'full']);
  });

  it.each<[string, Fault, string]>([
    ['of requests', status(429, '{"message":"Rate limit exceeded"}'), 'rate-limited'],
    ['without a word', status(429), 'rate-limited'],
    ['of a field', status(400, '{"message":["assistantId must be a UUID"]}'), 'bad-request'],
    ['of the key', status(401, '{"message":"Invalid Key."}'), 'unauthorized'],
    ['of a crash', status(500, 'Over Concurrency Limit'), 'server-error'],
  ])('gets the fallback where the refusal is %s', async (_what, fault, outcome) => {
    world.vapi.standingFault = fault;
    const { incoming } = world.functions();

    const answer = await incoming.invoke(formOf());

    expect(wordsOf(answer.body)).toContain(FALLBACK);
    expect(incoming.outcome).toBe(outcome);
  });
});

describe('the caller at the front', () => {
  it.each(fullAnswers)('waits on while no slot is free: %s', async (fullAnswer) => {
    await world.fillSlots();
    const functions = world.functions();
    const caller = await functions.enter();
    world.vapi.fullAnswer = fullAnswer;
    world.vapi.postCount = 0;

    const answer = await functions.askWait(caller, { position: 1, seconds: 8 });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body)).toEqual(['Say', 'Play', 'Redirect']);
    expect(world.vapi.postCount).toBe(1);
    expect(functions.wait.outcome).toBe('no-slot');
  });

  it.each<[string, Fault]>([
    ['requests are too many', status(429, '{"message":"Rate limit exceeded"}')],
    ['Vapi names no time', status(429)],
  ])('waits on while %s', async (_what, fault) => {
    await world.fillSlots();
    const functions = world.functions();
    const caller = await functions.enter();
    world.vapi.standingFault = fault;

    const answer = await functions.askWait(caller, { position: 1, seconds: 8 });

    expect(listVerbs(answer.body)).toEqual(['Say', 'Play', 'Redirect']);
    expect(functions.wait.outcome).toBe('no-slot');
  });

  it.each<[string, Fault | undefined, Record<string, string>]>([
    ['Vapi has an error', status(500), {}],
    ['Vapi does not answer', { kind: 'hang' }, { VAPI_TIMEOUT_MS: '300' }],
    ['Vapi refuses the key', status(401), {}],
    ['Vapi’s TwiML is none', { kind: 'twiml', twiml: 'no' }, {}],
    ['the outage switch is on', undefined, { SWITCHBOARD_OUTAGE: 'riverside-dental' }],
  ])('gets the fallback when %s', async (_what, fault, environment) => {
    await world.fillSlots();
    const caller = await world.functions().enter();
    const functions = world.functions({ environment });
    world.vapi.slotsOf().reset();
    world.vapi.standingFault = fault;

    const leaving = await functions.askWait(caller, { position: 1 });
    const answer = await functions.follow(caller);

    expect(listVerbs(leaving.body)).toEqual(['Pause']);
    expect(functions.wait.outcome).toBe('fallback');
    expect(findAnswerProblems(answer)).toEqual([]);
    expect(wordsOf(answer.body)).toContain(FALLBACK);
  });

  it('gets the fallback from the queue’s action when the key is missing', async () => {
    await world.fillSlots();
    const caller = await world.functions().enter();
    const functions = world.functions({ environment: { VAPI_API_KEY: '' } });

    const leaving = await functions.askWait(caller, { position: 1 });
    const answer = await functions.askLeft(caller, 'leave');

    expect(listVerbs(leaving.body)).toEqual(['Leave']);
    expect(functions.moveOf(caller)).toBe('');
    expect(wordsOf(answer.body)).toContain(FALLBACK);
  });

  it('gets the fallback, and the log entry of its leaving says why', async () => {
    await world.fillSlots();
    const caller = await world.functions().enter();
    const functions = world.functions({ environment: { SWITCHBOARD_OUTAGE: 'riverside-dental' } });

    await functions.askWait(caller, { position: 1 });
    await functions.follow(caller);

    expect(functions.left.logEntries).toContainEqual(
      expect.objectContaining({ event: 'queue.left', level: 'info', why: 'outage' }),
    );
  });

  it('gets the fallback without a request while the breaker is open', async () => {
    await world.fillSlots();
    const functions = world.functions({ environment: { SWITCHBOARD_BREAKER_FAILURES: '2' } });
    const callers = [await functions.enter(), await functions.enter(), await functions.enter()];
    world.vapi.standingFault = status(503);
    world.vapi.postCount = 0;

    for (const caller of callers) await functions.askWait(caller, { position: 1 });

    // Two requests each for the first two.
    expect(world.vapi.postCount).toBe(4);
    expect(functions.wait.outcome).toBe('fallback');
  });

  it('does not count refusals as failures of Vapi’s', async () => {
    await world.fillSlots();
    const functions = world.functions({ environment: { SWITCHBOARD_BREAKER_FAILURES: '2' } });
    const caller = await functions.enter();

    for (const seconds of [0, 8, 16, 24]) {
      await functions.askWait(caller, { position: 1, seconds });
    }

    expect(world.vapi.postCount).toBe(5);
    expect(functions.wait.outcome).toBe('no-slot');
  });
});
