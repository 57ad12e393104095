import { InFlight, keyOfWebhook } from '../../src/runtime/in-flight';

describe('InFlight', () => {
  it('runs work once for those who ask while it is under way', async () => {
    const inFlight = new InFlight<number>();
    let runs = 0;
    const work = () => Promise.resolve((runs += 1));

    const answers = await Promise.all([inFlight.run('CA1', work), inFlight.run('CA1', work)]);

    expect(answers).toEqual([1, 1]);
  });

  it('runs it again afterwards, for other keys, and for no key', async () => {
    const inFlight = new InFlight<number>();
    let runs = 0;
    const work = () => Promise.resolve((runs += 1));

    await inFlight.run('CA1', work);
    await Promise.all(['CA1', 'CA2', '', ''].map((key) => inFlight.run(key, work)));

    expect(runs).toBe(5);
  });

  it('forgets work that failed', async () => {
    const inFlight = new InFlight<number>();

    await expect(inFlight.run('CA1', () => Promise.reject(new Error('boom')))).rejects.toThrow();

    await expect(inFlight.run('CA1', () => Promise.resolve(2))).resolves.toBe(2);
  });
});

describe('keyOfWebhook', () => {
  const webhook = {
    CallSid: 'CA1',
    To: '+12025550101',
    loop: '1',
    request: { headers: { a: '1' } },
  };

  it('is the same for copies of one webhook, whatever their headers', () => {
    const copy = { ...webhook, request: { headers: { a: '2' } } };

    expect(keyOfWebhook(copy)).toBe(keyOfWebhook(webhook));
  });

  it.each([
    ['call', { CallSid: 'CA2' }],
    ['step of the call', { loop: '2' }],
  ])('differs for another %s', (_case, parameters) => {
    expect(keyOfWebhook({ ...webhook, ...parameters })).not.toBe(keyOfWebhook(webhook));
  });

  it('is empty where no call is named', () => {
    expect(keyOfWebhook({ ...webhook, CallSid: undefined })).toBe('');
  });
});
