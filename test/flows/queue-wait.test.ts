import { findAnswerProblems, type FunctionAnswer } from './container';
import { attributeOf, listVerbs, wordsOf } from './documents';
import { QueueWorld } from './queue-world';
import { ringThenRecord } from './tenant-file';

const world = new QueueWorld();
beforeAll(() => world.start({ slots: 1 }));
afterAll(() => world.stop());
beforeEach(async () => {
  world.reset();
  await world.fillSlots();
});

const german = { language: 'de-DE', name: 'Zahnarzt Linden' };

/** Breaks what builds TwiML, while something is asked. */
const withoutBuilder = (ask: () => Promise<FunctionAnswer>): Promise<FunctionAnswer> => {
  const original = Twilio.twiml.VoiceResponse;
  Object.assign(Twilio.twiml, { VoiceResponse: undefined });
  return ask().finally(() => Object.assign(Twilio.twiml, { VoiceResponse: original }));
};

/** Where the next wait document comes from, in a document that ends with a Redirect. */
const nextOf = (body: string): string => wordsOf(body, 'Redirect');

describe('a waiting caller', () => {
  it.each([
    ['en-US', 'You are number 3 in the queue.', {}],
    ['de-DE', 'Sie sind auf Platz 3 der Warteschlange.', german],
  ])('is welcomed, told the position in %s, and hears music', async (_what, position, tenant) => {
    const functions = world.functions({ tenant });
    const caller = await functions.enter();

    const answer = await functions.askWait(caller, { position: 3 });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body)).toEqual(['Say', 'Play', 'Redirect']);
    expect(wordsOf(answer.body)).toMatch(new RegExp(`\\w.* ${position}$`));
    expect(functions.wait.outcome).toBe('waiting');
  });

  it.each([
    ['en-US', 'You are next.', {}],
    ['de-DE', 'Sie sind als Nächstes an der Reihe.', german],
  ])('is told at the front to be next in %s', async (_what, words, tenant) => {
    const functions = world.functions({ tenant });
    const caller = await functions.enter();

    const { body } = await functions.askWait(caller, { position: 1 });

    expect(wordsOf(body)).toContain(words);
  });

  it('is told the position again only after a while', async () => {
    const functions = world.functions({ queue: { announceEverySeconds: 30 } });
    const caller = await functions.enter();

    const first = await functions.askWait(caller, { position: 2, seconds: 1 });
    const second = await functions.askWait(caller, {
      position: 2,
      seconds: 20,
      url: nextOf(first.body),
    });
    const third = await functions.askWait(caller, {
      position: 2,
      seconds: 31,
      url: nextOf(second.body),
    });

    expect(wordsOf(first.body)).toContain('You are number 2 in the queue.');
    expect(listVerbs(second.body)).toEqual(['Play', 'Redirect']);
    expect(wordsOf(third.body)).toBe('You are number 2 in the queue.');
    expect(world.vapi.postCount).toBe(1);
  });

  it('hears music alone where the position is never told', async () => {
    const functions = world.functions({
      queue: { announceEverySeconds: 0, music: 'harp.protected.mp3' },
    });
    const caller = await functions.enter();
    const first = await functions.askWait(caller, { position: 2 });

    const { body } = await functions.askWait(caller, {
      position: 2,
      seconds: 500,
      url: nextOf(first.body),
    });

    expect(listVerbs(body)).toEqual(['Play', 'Redirect']);
    expect(wordsOf(body, 'Play')).toBe('/harp.mp3');
  });

  it('stays with the queue’s own address where Twilio tells no position', async () => {
    const functions = world.functions();
    const caller = await functions.enter();

    const answer = await functions.askWait(caller, { position: undefined });

    expect(listVerbs(answer.body)).toEqual(['Say', 'Play']);
    expect(world.vapi.postCount).toBe(1);
  });

  it('leaves for the fallback after the longest wait, and Vapi is not asked', async () => {
    const functions = world.functions({ queue: { maxWaitSeconds: 60 } });
    const caller = await functions.enter();

    const waiting = await functions.askWait(caller, { position: 2, seconds: 59 });
    const leaving = await functions.askWait(caller, { position: 1, seconds: 60 });
    const answer = await functions.follow(caller);

    expect(listVerbs(waiting.body)).toContain('Play');
    expect(listVerbs(leaving.body)).toEqual(['Pause']);
    expect(findAnswerProblems(answer)).toEqual([]);
    expect([functions.left.outcome, world.vapi.postCount]).toEqual(['fallback', 1]);
    expect(functions.left.logEntries).toContainEqual(
      expect.objectContaining({ event: 'queue.left', next: 'exit', why: 'max-wait' }),
    );
  });

  it('does not wait where the queue is too long, unless they wait already', async () => {
    const functions = world.functions({ queue: { maxCallers: 5 } });
    const caller = await functions.enter();

    const inside = await functions.askWait(caller, { position: 5 });
    const later = await functions.askWait(caller, { position: 6, url: nextOf(inside.body) });
    const outside = await functions.askWait(caller, { position: 6 });

    expect(listVerbs(later.body)).toEqual(['Play', 'Redirect']);
    expect(listVerbs(outside.body)).toEqual(['Pause']);
    expect(functions.moveOf(caller)).not.toBe('');
  });
});

describe('a newcomer with a slot, behind others', () => {
  it('has not used up a try with the slot that they give back', async () => {
    world.reset();
    const functions = world.functions();
    const caller = await functions.enter();

    const first = await functions.askWait(caller, { position: 2 });
    const second = await functions.askWait(caller, { position: 2, url: nextOf(first.body) });

    expect([caller.waitUrl, nextOf(first.body)]).toEqual([
      expect.stringContaining('posts=1'),
      expect.stringContaining('posts=1'),
    ]);
    expect(nextOf(second.body)).toContain('posts=0');
  });

  it('does not wait either where the queue is too long', async () => {
    world.reset();
    const functions = world.functions({ queue: { maxCallers: 5 } });
    const caller = await functions.enter();

    const first = await functions.askWait(caller, { position: 6 });
    const second = await functions.askWait(caller, { position: 6, url: nextOf(first.body) });

    expect([listVerbs(first.body), listVerbs(second.body)]).toEqual([
      ['Pause', 'Redirect'],
      ['Pause'],
    ]);
    expect(world.vapi.commands).toHaveLength(1);
  });
});

describe('key 1', () => {
  const options = { queue: { offers: ['voicemail'] }, tenant: ringThenRecord };

  it('is offered with the position, and listened for through the music', async () => {
    const functions = world.functions(options);
    const caller = await functions.enter();

    const answer = await functions.askWait(caller, { position: 2 });

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body)).toEqual(['Gather', 'Redirect']);
    expect(wordsOf(answer.body)).toContain('To leave a message instead, press 1.');
    expect(attributeOf(answer.body, 'Gather', 'action')).toBe(nextOf(answer.body));
  });

  it('takes a message and rings nobody', async () => {
    const functions = world.functions(options);
    const caller = await functions.enter();

    await functions.askWait(caller, { position: 2, digits: '1' });
    const answer = await functions.follow(caller);

    expect(functions.wait.outcome).toBe('voicemail');
    expect(findAnswerProblems(answer)).toEqual([]);
    expect(listVerbs(answer.body).slice(0, 2)).toEqual(['Say', 'Record']);
    expect(functions.left.outcome).toBe('voicemail');
  });

  it.each([
    ['another key', options, '7'],
    ['a key that is not offered', { tenant: ringThenRecord }, '1'],
    ['a chain that takes no message', { queue: { offers: ['voicemail'] } }, '1'],
  ])('changes nothing with %s', async (_what, parts, digits) => {
    const functions = world.functions(parts);
    const caller = await functions.enter();

    const answer = await functions.askWait(caller, { position: 2, digits });

    expect(wordsOf(answer.body, 'Play')).not.toBe('');
    expect(functions.wait.outcome).toBe('waiting');
  });

  it('is not offered where the chain takes no message', async () => {
    const functions = world.functions({ queue: { offers: ['voicemail'] } });
    const caller = await functions.enter();

    const { body } = await functions.askWait(caller, { position: 2 });

    expect(wordsOf(body)).not.toContain('press 1');
    expect(listVerbs(body)).not.toContain('Gather');
  });
});

describe('/queue/wait', () => {
  it('asks Vapi once for a request that comes twice at a time', async () => {
    const functions = world.functions();
    const caller = await functions.enter();
    world.vapi.slotsOf().reset();
    world.vapi.postCount = 0;

    const [first, second] = await Promise.all([
      functions.askWait(caller, { position: 1 }),
      functions.askWait(caller, { position: 1 }),
    ]);

    expect(world.vapi.postCount).toBe(1);
    expect(second.body).toBe(first.body);
  });

  it('does not give one caller the line of another who has no CallSid either', async () => {
    const functions = world.functions();
    const caller = await functions.enter();
    world.vapi.slotsOf().reset();
    world.vapi.postCount = 0;
    const nameless = { ...caller, form: { ...caller.form, CallSid: '' } };

    await Promise.all([
      functions.askWait(nameless, { position: 1 }),
      functions.askWait(nameless, { position: 1 }),
    ]);

    expect(world.vapi.postCount).toBe(2);
  });

  it('asks the caller for a moment when our own code fails', async () => {
    const functions = world.functions();
    const caller = await functions.enter();

    const answer = await withoutBuilder(() => functions.askWait(caller, { position: 2 }));

    expect(findAnswerProblems(answer)).toEqual([]);
    expect(answer.body).toContain('One moment, please.');
    expect(functions.wait.outcome).toBe('last-resort');
  });

  it('leads out of the queue where the tenant has none any more', async () => {
    const caller = await world.functions().enter();
    const functions = world.functions({ tenant: { queue: undefined } });

    const leaving = await functions.askWait(caller, { position: 3 });
    const answer = await functions.follow(caller);

    expect(listVerbs(leaving.body)).toEqual(['Pause']);
    expect(wordsOf(answer.body)).toContain('Thank you for calling Riverside Dental.');
  });
});
