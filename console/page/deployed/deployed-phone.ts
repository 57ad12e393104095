import type { Call, Device } from '@twilio/voice-sdk';
import type {
  CallMessage,
  PageMessage,
  ServerMessage,
  StepMessage,
  WorldMessage,
} from '../../protocol';

/** What `switchboard phone` tells its page. */
export interface PhoneSession {
  /** With which the browser may call through the TwiML App. */
  readonly token: string;
  readonly world: WorldMessage;
}

interface PhoneSettings {
  readonly device: Pick<Device, 'connect'>;
  readonly session: Pick<PhoneSession, 'world'>;
  /** Gives the device a new access token: one lasts an hour, and the page may be open for longer. */
  readonly renewToken: () => Promise<void>;
  readonly onMessage: (message: ServerMessage) => void;
}

/** Twilio's code of an error, where it has one. */
const nameError = ({ code, message }: { code?: number; message: string }): string =>
  code === undefined ? message : `${message} (${code})`;

/** A phone whose calls go through Twilio to the deployed switchboard. */
export class DeployedPhone {
  #call: Call | undefined;
  #message: CallMessage | undefined;
  #steps = 0;
  #calls = 0;

  constructor(private readonly settings: PhoneSettings) {}

  /** Does what the page asks for; what only the sandbox can do is said. */
  async handle(message: PageMessage): Promise<void> {
    switch (message.type) {
      case 'call':
        return this.#place(message.to);
      case 'hangUp':
        return this.#hangUp();
      case 'keys':
        return this.#press(message.keys);
      case 'audio':
      case 'heardOut':
        return undefined;
      case 'speak':
      case 'answer':
      case 'decline':
      case 'fault':
      case 'outage':
      case 'closed':
      case 'clock':
      case 'download':
      case 'reset':
        return this.#explain('Only npm start can do that: this call is a real one.');
    }
  }

  async #place(to: string): Promise<void> {
    if (this.#isUnderWay(this.#message?.callId)) return this.#explain('Hang up first.');
    const { device, session } = this.settings;
    this.#calls += 1;
    const callId = `deployed-${this.#calls}`;
    const tenant = session.world.tenants.find(({ numbers }) => numbers.includes(to));
    this.#message = {
      type: 'call',
      callId,
      callSid: '',
      state: 'ringing',
      from: 'client:operator',
      to,
      tenantId: tenant?.id,
      tenantName: tenant?.name,
      startedAt: new Date().toISOString(),
      answeredAt: undefined,
      endedAt: undefined,
      end: undefined,
      faults: [],
      command: '',
    };
    this.#report({});
    this.#step('caller', 'twilio', `calls ${to} through the TwiML App`);
    try {
      await this.settings.renewToken();
      if (!this.#isUnderWay(callId)) return;
      const call = await device.connect({ params: { To: to } });
      // Twilio was reached after somebody had hung up.
      if (!this.#isUnderWay(callId)) return call.disconnect();
      this.#call = call;
      this.#follow(call, callId);
    } catch (error) {
      this.#end(callId, 'failed', [nameError(error as Error)]);
    }
  }

  #isUnderWay(callId: string | undefined): boolean {
    return (
      this.#message !== undefined &&
      this.#message.callId === callId &&
      this.#message.state !== 'ended'
    );
  }

  #hangUp(): void {
    const call = this.#call;
    // An answered call ends once Twilio says so.
    if (this.#message?.answeredAt === undefined) this.#end(this.#message?.callId, 'canceled', []);
    call?.disconnect();
  }

  #follow(call: Call, callId: string): void {
    const problems: string[] = [];
    call.on('ringing', () => {
      if (!this.#isUnderWay(callId)) return;
      this.#step('twilio', 'functions', 'POST /incoming-call');
    });
    call.on('accept', () => {
      if (!this.#isUnderWay(callId)) return;
      this.#report({
        state: 'in-progress',
        answeredAt: new Date().toISOString(),
        callSid: call.parameters['CallSid'] ?? '',
      });
      this.#step('twilio', 'caller', 'connects the call');
    });
    call.on('warning', (name: string) =>
      this.#step('twilio', 'caller', `warns of the connection: ${name}`),
    );
    call.on('error', (error: { code?: number; message: string }) => {
      if (this.#message?.callId !== callId) return;
      problems.push(nameError(error));
      this.#step('twilio', 'caller', nameError(error), true);
      // Without a microphone, Twilio's SDK ends the call before it says why.
      const { end } = this.#message;
      if (end === undefined) return;
      const status = end.status === 'no-answer' ? 'failed' : end.status;
      this.#report({ end: { ...end, status, problems: [...problems] } });
    });
    call.on('cancel', () => this.#end(callId, 'canceled', problems));
    call.on('reject', () => this.#end(callId, 'busy', problems));
    call.on('disconnect', () => {
      const isAnswered = this.#message?.answeredAt !== undefined;
      const unanswered = problems.length > 0 ? 'failed' : 'no-answer';
      this.#end(callId, isAnswered ? 'completed' : unanswered, problems);
    });
  }

  #press(keys: string): void {
    if (this.#call === undefined) return;
    this.#call.sendDigits(keys);
    this.#step('caller', 'twilio', `presses ${keys}`);
  }

  #end(callId: string | undefined, status: string, problems: readonly string[]): void {
    if (!this.#isUnderWay(callId)) return;
    this.#call = undefined;
    const { callSid = '' } = this.#message ?? {};
    const sentences =
      callSid === ''
        ? []
        : [`The log of the deployed Functions has the rest: filter it by ${callSid}.`];
    const end = { status, sentences, problems: [...problems] };
    this.#report({ state: 'ended', endedAt: new Date().toISOString(), end });
  }

  #report(parts: Partial<CallMessage>): void {
    if (this.#message === undefined) return;
    this.#message = { ...this.#message, ...parts };
    this.settings.onMessage(this.#message);
  }

  #step(from: StepMessage['from'], to: StepMessage['to'], title: string, isProblem = false): void {
    if (this.#message === undefined) return;
    const { callId, startedAt } = this.#message;
    this.#steps += 1;
    const atMs = Date.now() - Date.parse(startedAt);
    const nothing = { request: undefined, response: undefined };
    this.settings.onMessage({
      type: 'step',
      id: `step-${this.#steps}`,
      callId,
      atMs,
      from,
      to,
      title,
      isProblem,
      ...nothing,
    });
  }

  #explain(text: string): void {
    this.settings.onMessage({ type: 'error', text });
  }
}
