import { createLogger } from '../../src/log/logger';
import { claimToolCall } from '../../src/transfer/claim-tool-call';

const CALL = { toolCallId: 'call_1', tenantId: 'acme', callSid: 'CA1', transfers: 0 };
const NOW_SECONDS = 1_000_000;

/** Claims where Sync has that already. */
const claimBeside = (data: unknown) =>
  claimToolCall(CALL, {
    boundStore: {
      add: () => Promise.resolve('exists'),
      read: () => Promise.resolve({ key: 'k', revision: '1', data }),
      replace: () => Promise.resolve({ revision: '2' }),
    },
    nowMs: () => NOW_SECONDS * 1_000,
    log: createLogger(() => undefined),
  });

describe('claimToolCall', () => {
  it('gives a copy the reply of before', async () => {
    const kept = { toolCallId: 'call_1', atSeconds: NOW_SECONDS, tries: 1 };

    const claim = await claimBeside({ ...kept, reply: { result: 'Rings' } });

    expect(claim).toEqual({ is: 'other', reply: { result: 'Rings' } });
  });

  it('hands on nothing of a reply that is none', async () => {
    const kept = { toolCallId: 'call_1', atSeconds: NOW_SECONDS, tries: 1 };

    const claim = await claimBeside({ ...kept, reply: { result: { url: 'wss://x' } } });

    expect(claim).toEqual({ is: 'other', reply: undefined });
  });

  it.each([null, [], 'text', { atSeconds: 'soon', tries: {} }])(
    'replaces a claim that cannot be read: %j',
    async (data) => {
      expect(await claimBeside(data)).toEqual({ is: 'mine' });
    },
  );
});
