import { type NumberChanges } from '../../../../cli/setup/numbers/number-settings';
import { isRefusedByTwilio, writeNumbers } from '../../../../cli/setup/numbers/write-numbers';
import type { TwilioClient } from '../../../../cli/core/twilio-client';

const silent = { show: () => undefined, clear: () => undefined };
const number: NumberChanges = {
  sid: 'PN1',
  phoneNumber: '+12025550101',
  tenantId: 'a',
  changes: [
    { field: 'trunkSid', now: 'TK1', willBe: '' },
    { field: 'voiceUrl', now: 'https://old.example', willBe: 'https://new.example' },
  ],
};

/** A Twilio whose updates fail like this, and whose numbers look like that afterwards. */
const clientWith = (failure: object, afterwards: object) =>
  ({
    incomingPhoneNumbers: () => ({
      update: () => Promise.reject(Object.assign(new Error('failed'), failure)),
      fetch: () => Promise.resolve({ sid: 'PN1', phoneNumber: '+12025550101', ...afterwards }),
    }),
  }) as unknown as TwilioClient;

const before = { trunkSid: 'TK1', voiceUrl: 'https://old.example' };
const write = (failure: object, afterwards: object) =>
  writeNumbers({ client: clientWith(failure, afterwards), progress: silent }, [number]);

describe('a change of a number that Twilio did not confirm', () => {
  it.each([
    ['looks as before', before, 'refused'],
    ['was made in part', { ...before, trunkSid: '' }, 'unclear'],
    ['was made', { trunkSid: '', voiceUrl: 'https://new.example' }, 'changed'],
  ])('and that %s keeps its snapshot', async (_case, afterwards, outcome) => {
    const written = await write({ code: 'ECONNABORTED' }, afterwards);

    expect(written.map((one) => one.outcome)).toEqual([outcome]);
    expect(isRefusedByTwilio(written)).toBe(false);
  });

  it('needs no snapshot where Twilio answered that it took none', async () => {
    const written = await write({ status: 400, code: 21402 }, before);

    expect(written.map(({ outcome }) => outcome)).toEqual(['refused']);
    expect(isRefusedByTwilio(written)).toBe(true);
  });
});
