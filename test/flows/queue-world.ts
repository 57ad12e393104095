import axios from 'axios';
import { sandboxSettings } from '../../sandbox/project/sandbox-project';
import type { StandInCall } from '../../sandbox/vapi/stand-in-call';
import { type Container, type FunctionAnswer, requestOf } from './container';
import { attributeOf, parametersOf } from './documents';
import { tenantFileOf } from './tenant-file';
import { CANARY_KEY, formOf, World } from './world';

/** Cookies as the answers set them. */
export const PROBE = 'switchboard_queue=1';
const EXIT = 'switchboard_exit';

/** Who calls, where they stand, and what Twilio keeps for them. */
export interface Waiting {
  readonly form: Readonly<Record<string, string>>;
  /** The Enqueue's addresses, as Twilio asks them. */
  readonly waitUrl: string;
  readonly actionUrl: string;
}

/** How a tenant's callers wait, and what else differs from the usual. */
export interface QueueOptions {
  readonly queue?: object;
  readonly tenant?: object;
  readonly environment?: Record<string, string>;
}

/** One tenant with a line, a Vapi with few lines, and containers of the Functions that are asked. */
export class QueueWorld extends World {
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

/** A container of each Function around the log entry. */
export class QueueFunctions {
  readonly incoming: Container;
  readonly wait: Container;
  readonly left: Container;
  readonly events: Container;

  constructor(world: World, { queue = {}, tenant, environment }: QueueOptions) {
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
    return readWaiting(form, body);
  }

  /** Asks what a waiting caller hears. */
  askWait(
    { form, waitUrl }: Waiting,
    parts: {
      readonly position?: number | undefined;
      readonly seconds?: number;
      readonly digits?: string;
      readonly url?: string;
      readonly cookie?: string;
    } = {},
  ): Promise<FunctionAnswer> {
    const { position, seconds = 0, digits, url = waitUrl, cookie = PROBE } = parts;
    return this.wait.invoke({
      ...parametersOf(url),
      ...form,
      CallStatus: 'in-progress',
      QueueTime: String(seconds),
      ...(position === undefined ? {} : { QueuePosition: String(position) }),
      ...(digits === undefined ? {} : { Digits: digits }),
      ...requestOf(cookie),
    });
  }

  /** Asks what comes after the queue. */
  askLeft(
    { form, actionUrl }: Waiting,
    result: string | undefined,
    parts: { readonly cookie?: string; readonly url?: string; readonly status?: string } = {},
  ): Promise<FunctionAnswer> {
    const { cookie = PROBE, url = actionUrl, status = 'in-progress' } = parts;
    return this.left.invoke({
      ...parametersOf(url),
      ...form,
      CallStatus: status,
      ...(result === undefined ? {} : { QueueResult: result, QueueTime: '30' }),
      ...requestOf(cookie),
    });
  }
}

/** Returns the addresses of an Enqueue, without what Twilio keeps to itself. */
export function readWaiting(form: Waiting['form'], body: string): Waiting {
  const [waitUrl = ''] = attributeOf(body, 'Enqueue', 'waitUrl').split('#');
  const [actionUrl = ''] = attributeOf(body, 'Enqueue', 'action').split('#');
  if (waitUrl === '' || actionUrl === '') throw new Error(`nobody waits: ${body}`);
  return { form, waitUrl, actionUrl };
}

/** Returns the cookie that an answer sets for the request after the queue; empty = none. */
export function exitCookieOf({ setCookies }: FunctionAnswer): string {
  const [pair = ''] = setCookies.find((cookie) => cookie.startsWith(`${EXIT}=`))?.split(';') ?? [];
  return pair;
}
