import { EventEmitter } from 'node:events';
import { DeployedPhone } from '../../console/page/deployed/deployed-phone';
import type { PageMessage, ServerMessage, WorldMessage } from '../../console/protocol';

const DENTAL = '+12025550101';

const world = {
  type: 'world',
  mode: 'deployed',
  tenants: [{ id: 'riverside-dental', name: 'Riverside Dental', numbers: [DENTAL] }],
} as unknown as WorldMessage;

/** A call of the Voice SDK, as far as the phone uses it. */
class FakeCall extends EventEmitter {
  readonly parameters = { CallSid: 'CA1' };
  readonly digits: string[] = [];
  sendDigits(keys: string): void {
    this.digits.push(keys);
  }
  disconnect(): void {
    this.emit('disconnect');
  }
}

const place: PageMessage = {
  type: 'call',
  to: DENTAL,
  from: 'anonymous',
  speaks: false,
  reachesVapi: true,
};

let call: FakeCall;
let asked: unknown[];
let sent: ServerMessage[];
let phone: DeployedPhone;
beforeEach(() => {
  call = new FakeCall();
  asked = [];
  sent = [];
  const device = {
    connect: (options: unknown) => {
      asked.push(options);
      return Promise.resolve(call as never);
    },
  };
  const session = { world };
  phone = new DeployedPhone({ device, session, onMessage: (message) => sent.push(message) });
});

const lastCall = () => sent.findLast((message) => message.type === 'call');

describe('a phone that calls the deployed switchboard', () => {
  it('calls the number of a tenant through Twilio, and says how the call is', async () => {
    await phone.handle(place);
    const before = lastCall();
    call.emit('ringing');
    call.emit('accept');

    expect(asked).toEqual([{ params: { To: DENTAL } }]);
    expect(before).toMatchObject({ state: 'ringing', tenantName: 'Riverside Dental' });
    expect(lastCall()).toMatchObject({ state: 'in-progress', callSid: 'CA1' });
  });

  it('presses keys and hangs up', async () => {
    await phone.handle(place);
    call.emit('accept');

    await phone.handle({ type: 'keys', phone: 'caller', keys: '1' });
    await phone.handle({ type: 'hangUp', phone: 'caller' });

    expect(call.digits).toEqual(['1']);
    expect(lastCall()).toMatchObject({
      state: 'ended',
      end: { status: 'completed', problems: [] },
    });
  });

  it("shows Twilio's errors, and can call again afterwards", async () => {
    await phone.handle(place);
    call.emit('error', { code: 31005, message: 'ConnectionError' });
    call.emit('disconnect');
    await phone.handle(place);

    const ended = sent.find((message) => message.type === 'call' && message.state === 'ended');
    expect(ended).toMatchObject({ end: { problems: ['ConnectionError (31005)'] } });
    expect(asked).toHaveLength(2);
  });

  it.each<PageMessage>([
    { type: 'outage', isOn: true },
    { type: 'fault', id: 'down', isOn: 'next-call' },
    { type: 'reset' },
  ])('says that only the sandbox can do it: %j', async (message) => {
    await phone.handle(message);

    expect(sent).toEqual([{ type: 'error', text: expect.stringContaining('npm start') as string }]);
  });
});
