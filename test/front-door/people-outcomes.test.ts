import type { WebhookForm } from '../../sandbox/twilio/voice/webhook';
import { Container } from '../flows/container';
import { listVerbs } from '../flows/documents';
import { COLLEAGUE, PERSON, tenantFileOf } from '../flows/tenant-file';
import { formOf, World } from '../flows/world';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.vapi.stop());

/** All that Twilio may say of a Dial, and more: undefined = the parameter is missing. */
const DIAL_STATUSES = [
  undefined,
  'completed',
  'answered',
  'busy',
  'no-answer',
  'failed',
  'canceled',
  'unheard-of',
];
const BRIDGED = [undefined, 'true', 'false', 'maybe'];
const ANSWERED_BY = [undefined, 'human', 'machine_start', 'machine_end_beep', 'fax', 'unknown'];
const LIVE = ['ringing', 'in-progress', undefined];
const OVER = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

type Combination = readonly [
  dialStatus: string | undefined,
  bridged: string | undefined,
  answeredBy: string | undefined,
  callStatus: string | undefined,
];

const COMBINATIONS = DIAL_STATUSES.flatMap((dialStatus) =>
  BRIDGED.flatMap((bridged) =>
    ANSWERED_BY.flatMap((answeredBy) =>
      [...LIVE, ...OVER].map((callStatus): Combination => {
        return [dialStatus, bridged, answeredBy, callStatus];
      }),
    ),
  ),
);

/** What the caller has to get: a talk is over, nobody listens any more, or somebody has to answer. */
function expectedOf([dialStatus, bridged, , callStatus]: Combination) {
  if (bridged === 'true' && dialStatus !== undefined) return 'people-answered';
  return OVER.includes(callStatus ?? '') ? 'caller-left' : 'answered';
}

/** Twilio's request after a Dial, at the last of the people. */
function replyOf([dialStatus, bridged, answeredBy, callStatus]: Combination): WebhookForm {
  const parts = {
    question: 'people',
    turn: '1',
    DialCallStatus: dialStatus,
    DialBridged: bridged,
    AnsweredBy: answeredBy,
    CallStatus: callStatus,
  };
  const sent = Object.entries({ ...formOf(), ...parts }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(sent) as WebhookForm;
}

/** A container whose tenant has people, and an outage, so that the fallback answers in Vapi's place. */
function containerOf() {
  const answerFirst = { open: { numbers: [PERSON, COLLEAGUE], ring: 'in-turn' } };
  return new Container('front-door.protected', {
    environment: { ...world.environment(), SWITCHBOARD_OUTAGE: 'all' },
    tenantFile: tenantFileOf({ answerFirst }),
  });
}

describe('what Twilio may say after people were rung', () => {
  it('is 1,536 combinations', () => {
    expect(COMBINATIONS).toHaveLength(1_536);
    expect(new Set(COMBINATIONS.map(expectedOf)).size).toBe(3);
  });

  it('has one outcome each: silence only after a talk, or for nobody', async () => {
    const container = containerOf();
    const wrong: unknown[] = [];
    for (const combination of COMBINATIONS) {
      const { body, status, callbackCount } = await container.invoke(replyOf(combination));
      const verbs = listVerbs(body).join(' ');
      const outcome = verbs === 'Hangup' ? container.outcome : verbs;
      const expected = expectedOf(combination);
      const isRight = outcome === (expected === 'answered' ? 'Say Hangup' : expected);
      if (!isRight || status !== 200 || callbackCount !== 1) wrong.push([combination, outcome]);
    }

    expect(wrong).toEqual([]);
  });
});

describe('after the first of two people who are rung in turn', () => {
  it('the second is rung in just the cases in which somebody has to answer', async () => {
    const container = containerOf();
    const wrong: unknown[] = [];
    for (const combination of COMBINATIONS) {
      const { body } = await container.invoke({ ...replyOf(combination), turn: '0' });
      const isRung = listVerbs(body).join(' ') === 'Dial' && body.includes(COLLEAGUE);
      if (isRung !== (expectedOf(combination) === 'answered')) wrong.push(combination);
    }

    expect(wrong).toEqual([]);
  });
});
