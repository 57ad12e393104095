import { AxiosError } from 'axios';
import { readRetryRules, sendWithRetries } from '../../sandbox/twilio/voice/connection-overrides';
import type { WebhookAnswer } from '../../sandbox/twilio/voice/webhook';

const BASE = 'https://switchboard-1234.twil.io/queue/wait?loop=0';

const answer = (status: number): WebhookAnswer => ({
  status,
  contentType: 'text/xml',
  body: '',
  durationMs: 1,
});
const refused = () => Promise.reject(new AxiosError('refused', 'ECONNREFUSED'));
const silent = () => Promise.reject(new AxiosError('no answer', 'ECONNABORTED'));

/** Sends with the rules of an address; each try has the next result. */
const send = async (address: string, ...tries: (() => Promise<WebhookAnswer>)[]) => {
  const reasons: string[] = [];
  let count = 0;
  const sendOnce = () => (tries[count++] ?? (() => Promise.resolve(answer(200))))();
  const end = await sendWithRetries(readRetryRules(address), sendOnce, (reason) =>
    reasons.push(reason),
  ).then(
    ({ status }) => status,
    (error: Error) => error.message,
  );
  return { end, count, reasons };
};
const give = (status: number) => () => Promise.resolve(answer(status));

describe('an address without overrides', () => {
  it('is asked once more where no connection was made', async () => {
    expect(await send(BASE, refused)).toEqual({ end: 200, count: 2, reasons: ['ct'] });
    expect(await send(BASE, refused, refused)).toMatchObject({ end: 'refused', count: 2 });
  });

  it.each([
    ['a failure', give(500), 500],
    ['a refusal', give(403), 403],
    ['silence', silent, 'no answer'],
  ])('is not asked again after %s', async (_what, first, end) => {
    expect(await send(BASE, first)).toMatchObject({ end, count: 1 });
  });
});

describe('an address with overrides', () => {
  it('is asked again as often as they say, after what they say', async () => {
    const address = `${BASE}#rc=2&rp=5xx,ct,rt`;

    expect(await send(address, give(500), silent)).toEqual({
      end: 200,
      count: 3,
      reasons: ['5xx', 'rt'],
    });
    expect(await send(address, give(502), give(502), give(503))).toMatchObject({
      end: 503,
      count: 3,
    });
    expect(await send(address, give(404))).toMatchObject({ end: 404, count: 1 });
  });

  it.each([
    ['#rc=0', 1],
    ['#rc=2', 3],
    ['#rc=9', 6],
    ['#rp=5xx', 1],
    ['#rp=all&rc=1', 2],
    ['#rc=oops&rp=oops', 2],
    ['#retries=3', 2],
  ])('takes %s for %i tries without a connection', async (fragment, count) => {
    const tries = Array.from({ length: 9 }, () => refused);

    expect(await send(BASE + fragment, ...tries)).toMatchObject({ count });
  });
});
