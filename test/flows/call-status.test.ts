import { Container } from './container';

const form = {
  CallSid: 'CA1',
  To: '+12025550101',
  From: '+12025550143',
  CallStatus: 'completed',
  CallDuration: '42',
};

describe('/call-status', () => {
  it('answers 204 without a body and leaves one masked summary entry', async () => {
    const container = new Container('call-status.protected');

    const answer = await container.invoke(form);

    expect(answer).toMatchObject({ status: 204, callbackCount: 1 });
    expect(answer.body ?? '').toBe('');
    expect(container.logEntries).toEqual([
      {
        level: 'info',
        event: 'call.ended',
        message: 'The call is over',
        callSid: 'CA1',
        called: '+*********01',
        caller: '+*********43',
        status: 'completed',
        durationSeconds: 42,
      },
    ]);
  });

  it.each([{}, { CallDuration: 'long', From: ['a', 'b'] }, { CallSid: null }])(
    'answers 204 to %j as well',
    async (event) => {
      const answer = await new Container('call-status.protected').invoke(event);

      expect(answer).toMatchObject({ status: 204, callbackCount: 1 });
    },
  );
});
