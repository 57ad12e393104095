import axios from 'axios';
import { PhoneNetwork } from '../../sandbox/twilio/phone-network';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import type { StandInCall } from '../../sandbox/vapi/stand-in-call';
import type { Container, FunctionAnswer } from './container';
import { attributeOf, parametersOf } from './documents';
import { findMove, joinQueue } from './queue-member';
import { tenantFileOf } from './tenant-file';
import { CANARY_KEY, CANARY_TOKEN, formOf, World } from './world';

/** A caller in the queue. */
export interface Waiting {
  readonly form: Readonly<Record<string, string>>;
  /** The Enqueue's addresses, as Twilio asks them. */
  readonly waitUrl: string;
  readonly actionUrl: string;
  readonly queueSid: string;
}

/** How a tenant's callers wait, and what else differs from the usual. */
export interface QueueOptions {
  readonly queue?: object;
  readonly tenant?: object;
  readonly environment?: Record<string, string>;
}

/** A tenant with a queue, a Vapi with few slots, and a Twilio whose REST API knows who waits. */
export class QueueWorld extends World {
  network!: PhoneNetwork;

  override async start(options: Parameters<World['start']>[0] = {}): Promise<void> {
    await super.start(options);
    this.network = await PhoneNetwork.start({
      clock: this.clock,
      accountSid: sandboxSettings.ACCOUNT_SID,
      authToken: CANARY_TOKEN,
    });
  }

  async stop(): Promise<void> {
    await this.network.stop();
    await this.vapi.stop();
  }

  override reset(): void {
    super.reset();
    this.network.clearFailures();
  }

  override environment(parts: Record<string, string> = {}): Record<string, string> {
    return super.environment({ TWILIO_API_BASE_URL: this.network.apiUrl, ...parts });
  }

  /** Takes every free slot at Vapi, with calls of somebody else. */
  async fillSlots(): Promise<StandInCall[]> {
    const before = this.vapi.calls.length;
    while (!this.vapi.slotsOf().isFull) {
      await axios.post(
        `${this.vapi.apiUrl}/call`,
        {
          phoneCallProviderBypassEnabled: true,
          assistantId: sandboxSettings.VAPI_ASSISTANT_ID,
          phoneNumberId: sandboxSettings.VAPI_PHONE_NUMBER_ID,
        },
        {
          headers: { Authorization: `Bearer ${CANARY_KEY}`, 'User-Agent': 'somebody else' },
          proxy: false,
        },
      );
    }
    this.vapi.postCount = 0;
    return this.vapi.calls.splice(before);
  }

  functions(options: QueueOptions = {}): QueueFunctions {
    return new QueueFunctions(this, options);
  }
}

/** A container of each Function that deals with the queue. */
export class QueueFunctions {
  readonly incoming: Container;
  readonly wait: Container;
  readonly left: Container;
  readonly events: Container;

  constructor(
    readonly world: QueueWorld,
    { queue = {}, tenant, environment }: QueueOptions,
  ) {
    const tenantFile = tenantFileOf({ queue, ...tenant });
    const settings = { environment: world.environment(environment), tenantFile };
    this.incoming = world.containerOf('incoming-call.protected', settings);
    this.wait = world.containerOf('queue/wait.protected', settings);
    this.left = world.containerOf('queue/left.protected', settings);
    this.events = world.containerOf('vapi/events', settings);
  }

  get all(): readonly Container[] {
    return [this.incoming, this.wait, this.left, this.events];
  }

  /** A caller who has come into the queue, as their number says. */
  async enter(parts: Parameters<typeof formOf>[0] = {}): Promise<Waiting> {
    const form = formOf(parts);
    const { body } = await this.incoming.invoke(form);
    const queueSid = await joinQueue(this.world.network, form);
    return { ...readAddresses(body), form, queueSid };
  }

  /** Asks what a waiting caller hears. */
  askWait(
    { form, waitUrl, queueSid }: Waiting,
    parts: {
      readonly position?: number | undefined;
      readonly seconds?: number;
      readonly digits?: string;
      readonly url?: string;
    } = {},
  ): Promise<FunctionAnswer> {
    const { position, seconds = 0, digits, url = waitUrl } = parts;
    return this.wait.invoke({
      ...parametersOf(url),
      ...form,
      CallStatus: 'in-progress',
      QueueSid: queueSid,
      QueueTime: String(seconds),
      ...(position === undefined ? {} : { QueuePosition: String(position) }),
      ...(digits === undefined ? {} : { Digits: digits }),
    });
  }

  /** Returns where a caller was moved out of the queue; empty = nowhere. */
  moveOf({ form }: Waiting): string {
    return findMove(this.world.network, form['CallSid'] ?? '').split('#')[0] ?? '';
  }

  /** Asks what a caller gets who was moved out of the queue. */
  follow(caller: Waiting): Promise<FunctionAnswer> {
    const url = this.moveOf(caller);
    if (url === '') throw new Error('the caller was not moved');
    return this.askLeft(caller, undefined, { url });
  }

  /** Asks what comes after the queue. */
  askLeft(
    { form, actionUrl }: Waiting,
    result: string | undefined,
    parts: { readonly seconds?: number; readonly url?: string; readonly status?: string } = {},
  ): Promise<FunctionAnswer> {
    const { seconds = 30, url = actionUrl, status = 'in-progress' } = parts;
    return this.left.invoke({
      ...parametersOf(url),
      ...form,
      CallStatus: status,
      ...(result === undefined ? {} : { QueueResult: result, QueueTime: String(seconds) }),
    });
  }
}

/** Returns the addresses of an Enqueue, without what Twilio keeps to itself. */
function readAddresses(body: string): Pick<Waiting, 'waitUrl' | 'actionUrl'> {
  const [waitUrl = ''] = attributeOf(body, 'Enqueue', 'waitUrl').split('#');
  const [actionUrl = ''] = attributeOf(body, 'Enqueue', 'action').split('#');
  if (waitUrl === '' || actionUrl === '') throw new Error(`nobody waits: ${body}`);
  return { waitUrl, actionUrl };
}
