import { text } from 'node:stream/consumers';
import type { WebhookAnswer, WebhookForm } from '../../sandbox/twilio/voice/webhook';
import { paths } from '../../src/twilio/urls';
import { type RawServer, startRawServer } from '../fakes/raw-server';
import type { FunctionAnswer } from './container';
import { COLLEAGUE, PERSON, ringThenRecord } from './tenant-file';
import { TransferWorld } from './transfer-world';
import type { World } from './world';

/** What something that came to us has caused at others. */
export interface Caused {
  /** `POST /call` requests to Vapi. */
  readonly posts: number;
  /** Phones that we rang by REST. */
  readonly legs: number;
  readonly texts: number;
  /** Records of calls, each once. */
  readonly records: number;
  /** Records that were sent once more. */
  readonly amended: number;
  /** Webhooks that tenants got, besides records and reports: each call at Vapi has one. */
  readonly webhooks: number;
  /** Webhooks of all types whose id a tenant had got before. */
  readonly copies: number;
}

interface Message {
  readonly message: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Whole calls of which each webhook and each message can come again, to another container. */
export class RepeatedWorld extends TransferWorld {
  /** Whether everything comes twice at once. */
  isDoubled = false;
  readonly messages: Message[] = [];
  #receiver!: RawServer;
  /** What tenants got: ids such as `call.reported.…`. */
  readonly received: string[] = [];

  /** Starts a world with a tenant who uses all that we have. */
  static async begin(world: World, tenant: (webhook: object) => object): Promise<RepeatedWorld> {
    const repeated = new RepeatedWorld(world);
    repeated.#receiver = await startRawServer((request, response) => {
      void text(request).then(() => {
        repeated.received.push(String(request.headers['webhook-id']));
        response.writeHead(204).end();
      });
    });
    const webhook = { url: `${repeated.#receiver.url}/hook` };
    const destination = { key: 'front-desk', description: 'Appointments', ringSeconds: 10 };
    await repeated.open({
      tenant: {
        ...ringThenRecord,
        voicemail: { transcribe: true, notify: { sms: { to: [PERSON] }, webhook } },
        reports: { webhook },
        afterCall: { webhook },
        transfer: { destinations: [{ ...destination, numbers: [PERSON, COLLEAGUE] }] },
        ...tenant(webhook),
      },
      environment: {
        SWITCHBOARD_WEBHOOK_SECRET: 'canary-webhook-secret-77',
        SWITCHBOARD_BREAKER_FAILURES: '0',
      },
    });
    const { messages } = world.vapi;
    messages.tries.length = 0;
    messages.faults.length = 0;
    messages.post = async (_url, body, { headers }) =>
      (await repeated.sendMessage((body as { message?: unknown }).message, headers)).status;
    return repeated;
  }

  override async stop(): Promise<void> {
    await this.settle();
    await super.stop();
    await this.world.vapi.messages.settle();
    await this.#receiver.close();
  }

  override async post(address: string, form: WebhookForm): Promise<WebhookAnswer> {
    const copies = this.isDoubled ? [this.#copy(address, form)] : [];
    const [answer] = await Promise.all([super.post(address, form), ...copies]);
    return answer;
  }

  override async sendMessage(
    message: unknown,
    headers: Readonly<Record<string, string>>,
    container = 0,
  ): Promise<FunctionAnswer> {
    if (container === 0) this.messages.push({ message, headers });
    const copies =
      this.isDoubled && container === 0 ? [super.sendMessage(message, headers, 1)] : [];
    const [answer] = await Promise.all([super.sendMessage(message, headers, container), ...copies]);
    return answer;
  }

  /** Lets everything end, calls at Vapi without a stream among them. */
  async settle(): Promise<void> {
    const { clock, vapi } = this.world;
    const untilMs = clock.nowMs() + 60_000;
    clock.timer(60_000, () => undefined);
    await clock.until(() => clock.nowMs() >= untilMs);
    await vapi.messages.settle();
    await this.network.settle();
  }

  get caused(): Caused {
    const legs = this.network.calls.filter(({ direction }) => direction === 'outbound-api').length;
    const { messages: texts } = this.network;
    const { postCount: posts } = this.world.vapi;
    const ids = [...new Set(this.received)];
    return {
      posts,
      legs,
      texts: texts.length,
      records: ids.filter((id) => id.startsWith('call.completed.')).length,
      amended: ids.filter((id) => id.startsWith('call.amended.')).length,
      webhooks: ids.filter((id) => !id.startsWith('call.')).length,
      copies: this.received.length - ids.length,
    };
  }

  /**
   * Delivers everything again that came so far, the last first, to a container that knows it and to one
   * that does not. @returns what each of them caused, by path
   */
  async deliverAgain(): Promise<readonly (readonly [path: string, caused: Caused])[]> {
    const again: (readonly [string, Caused])[] = [];
    const measure = async (path: string, deliver: () => Promise<unknown>) => {
      const before = this.caused;
      await deliver();
      await this.settle();
      again.push([path, subtract(this.caused, before)]);
    };
    const [webhooks, messages] = [[...this.seen], [...this.messages]];
    for (const { path, url, form } of webhooks.reverse()) {
      if (path.endsWith('.wav')) continue;
      await measure(path, () => this.#copy(url, form, 0));
      await measure(path, () => this.#copy(url, form));
    }
    for (const { message, headers } of messages.reverse()) {
      await measure(paths.vapiEvents, () => super.sendMessage(message, headers));
      await measure(paths.vapiEvents, () => super.sendMessage(message, headers, 1));
    }
    return again;
  }

  /** Asks a container as Twilio would, without a trace in `seen`. */
  #copy(address: string, form: WebhookForm, container = 1): Promise<unknown> {
    const { pathname, searchParams } = new URL(address, 'https://switchboard-1234.twil.io');
    if (pathname.endsWith('.wav')) return Promise.resolve();
    const event = { ...Object.fromEntries(searchParams), ...form };
    return this.containerAt(pathname, container).invoke(event);
  }
}

function subtract(after: Caused, before: Caused): Caused {
  const kinds = Object.keys(after) as (keyof Caused)[];
  return Object.fromEntries(
    kinds.map((kind) => [kind, after[kind] - before[kind]]),
  ) as unknown as Caused;
}
