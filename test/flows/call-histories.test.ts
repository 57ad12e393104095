import timers from 'node:timers/promises';
import * as fc from 'fast-check';
import { history, type History } from './histories/history';
import { type CallStory, liveCall } from './histories/live-call';
import { createSwitchboard, type Switchboard } from './histories/switchboard';

/** Nobody waits in these histories: pauses before another try end at once. */
beforeEach(() => {
  jest.spyOn(timers, 'setTimeout').mockResolvedValue(undefined);
});

const retell = ({ lines, problems }: CallStory) => [...problems, '', ...lines].join('\n');

describe('whatever happens to a call', () => {
  it('ends with a hang-up after words, the assistant or a person, and never goes in circles', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (happened) => {
        const story = await liveCall(happened, createSwitchboard);

        if (story.problems.length > 0) throw new Error(retell(story));
      }),
      { numRuns: 1_000, seed: 20_260_820 },
    );
  });

  it('takes histories of every length: some end at once, some ring many people', async () => {
    const lengths = await Promise.all(
      fc.sample(history, { numRuns: 300, seed: 1 }).map(async (happened) => {
        const { lines } = await liveCall(happened, createSwitchboard);
        return lines.filter((line) => line.startsWith('ask')).length;
      }),
    );

    expect(Math.min(...lengths)).toBe(1);
    expect(Math.max(...lengths)).toBeGreaterThan(8);
  });
});

describe('a history would show', () => {
  const [happened] = fc.sample(history, { numRuns: 1, seed: 1 }) as [History];

  /** What is found where these documents are all answers, one after another. */
  const decide = async (documents: readonly string[], postCount = 0) => {
    let at = 0;
    const answer = () => documents[Math.min(at++, documents.length - 1)] ?? '';
    const faulty = (): Switchboard => ({
      ask: () => Promise.resolve(`<Response>${answer()}</Response>`),
      postCount: () => postCount,
    });
    const calm: History = {
      ...happened,
      doubles: [false],
      echoes: [0],
      dials: [{ status: 'busy', bridged: undefined, answeredBy: undefined, callerLeaves: false }],
    };
    return (await liveCall(calm, faulty)).problems;
  };
  const ring = (action: string) => `<Dial action="${action}"><Number>+12025550171</Number></Dial>`;

  it.each<[string, string, readonly string[], number]>([
    [
      'a chain that goes in circles',
      'the chain does not go forward',
      [ring('/fallback?step=1&amp;turn=0')],
      0,
    ],
    ['a call that lasts forever', 'more than 113 documents', [ring('/incoming-call')], 0],
    ['a silent end', 'hung up on without a word', ['<Hangup/>'], 0],
    [
      'a silent end after people who did not answer',
      'hung up on without a word',
      [`<Say>One moment.</Say>${ring('/fallback?step=1&amp;turn=0')}`, '<Hangup/>'],
      0,
    ],
    [
      'a document without an end',
      'the document ends without a hang-up',
      ['<Say>We are out.</Say>'],
      0,
    ],
    ['a third request to Vapi', 'more than 2 POST /call', ['<Say>Hi</Say><Hangup/>'], 3],
    ['TwiML that Twilio refuses', '12200 Ring may not stand in Response', ['<Ring/>'], 0],
    [
      "the caller's number",
      "the caller's number stands in the TwiML",
      ['<Say>+12025550143</Say><Hangup/>'],
      0,
    ],
  ])('%s', async (_case, problem, documents, postCount) => {
    expect((await decide(documents, postCount))[0]).toContain(problem);
  });
});
