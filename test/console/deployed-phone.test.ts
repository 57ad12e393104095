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
let reachTwilio: () => void;
let sent: ServerMessage[];
let phone: DeployedPhone;
beforeEach(() => {
  call = new FakeCall();
  asked = [];
  sent = [];
  const device = {
    connect: async (options: unknown) => {
      asked.push(options);
      await reached;
      return call as never;
    },
  };
  const reached = new Promise<void>((resolve) => (reachTwilio = resolve));
  const renewToken = () => Promise.resolve(void asked.push('token'));
  const onMessage = (message: ServerMessage) => sent.push(message);
  phone = new DeployedPhone({ device, session: { world }, renewToken, onMessage });
});

/** Calls, and is connected with Twilio. */
const placeCall = () => {
  reachTwilio();
  return phone.handle(place);
};

const lastCall = () => sent.findLast((message) => message.type === 'call');

describe('a phone that calls the deployed switchboard', () => {
  it('calls the number of a tenant through Twilio, and says how the call is', async () => {
    await placeCall();
    const before = lastCall();
    call.emit('ringing');
    call.emit('accept');

    expect(asked).toEqual(['token', { params: { To: DENTAL } }]);
    expect(before).toMatchObject({ state: 'ringing', tenantName: 'Riverside Dental' });
    expect(lastCall()).toMatchObject({ state: 'in-progress', callSid: 'CA1' });
  });

  it('presses keys and hangs up', async () => {
    await placeCall();
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
    await placeCall();
    call.emit('error', { code: 31005, message: 'ConnectionError' });
    call.emit('disconnect');
    await placeCall();

    const ended = sent.find((message) => message.type === 'call' && message.state === 'ended');
    expect(ended).toMatchObject({ end: { problems: ['ConnectionError (31005)'] } });
    expect(asked).toHaveLength(4);
  });

  it('shows an error that comes after the end, as without a microphone', async () => {
    await placeCall();
    call.emit('disconnect');
    call.emit('error', { code: 31401, message: 'PermissionDeniedError' });

    expect(lastCall()?.end).toMatchObject({
      status: 'failed',
      problems: ['PermissionDeniedError (31401)'],
    });
  });

  it('places one call at a time, also while Twilio has not been reached', async () => {
    const first = phone.handle(place);
    await phone.handle(place);
    reachTwilio();
    await first;

    expect(asked).toEqual(['token', { params: { To: DENTAL } }]);
    expect(sent).toContainEqual({ type: 'error', text: 'Hang up first.' });
  });

  it('ends a call that is hung up before Twilio has been reached', async () => {
    let isOver = false;
    call.on('disconnect', () => (isOver = true));
    const placed = phone.handle(place);
    await phone.handle({ type: 'hangUp', phone: 'caller' });
    reachTwilio();
    await placed;

    expect(lastCall()).toMatchObject({ state: 'ended', end: { status: 'canceled' } });
    expect([asked, isOver]).toEqual([['token'], false]);
  });

  it('disconnects a call that Twilio connects after it was hung up', async () => {
    let isOver = false;
    call.on('disconnect', () => (isOver = true));
    const placed = phone.handle(place);
    await new Promise(setImmediate);
    await phone.handle({ type: 'hangUp', phone: 'caller' });
    reachTwilio();
    await placed;

    expect([asked.length, isOver]).toEqual([2, true]);
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
