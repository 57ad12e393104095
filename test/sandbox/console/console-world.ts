import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import type { Clock } from '../../../sandbox/clock/clock';
import { WireEnd } from '../../../sandbox/clock/wire';
import { ConsoleServer } from '../../../sandbox/console/console-server';
import { ConsoleState } from '../../../sandbox/console/console-state';
import type { PageMessage, PlaceCall, ServerMessage } from '../../../console/protocol';
import type { LocalWorld } from '../../../sandbox/project/call-order';
import { BreakerLog } from '../../../sandbox/project/breaker-log';
import { FunctionLog } from '../../../sandbox/project/function-log';
import { sandboxSettings } from '../../../sandbox/project/sandbox-project';
import { PhoneNetwork } from '../../../sandbox/twilio/phone-network';
import type { TenantFile } from '../../../src/tenants/schema';
import { publicPaths } from '../../../src/twilio/urls';
import { type RawServer, startRawServer } from '../../fakes/raw-server';
import type { Container } from '../../flows/container';
import { tenantFileOf } from '../../flows/tenant-file';
import { CALLER, CANARY_TOKEN, RIVERSIDE, World } from '../../flows/world';

/** What a number's static fallback says. */
export const STATIC_FALLBACK = 'This is the static fallback.';

/** A console beside the built Functions, a stand-in for Vapi and a network, all on one clock. */
export class ConsoleWorld {
  readonly world = new World();
  /** What the Functions see. */
  environment: Record<string, string> = {};
  state!: ConsoleState;
  server!: ConsoleServer;
  network!: PhoneNetwork;
  readonly #containers = new Map<string, Container>();
  #app!: RawServer;
  #tenantFile = '';
  readonly #pages = new Map<ConsoleServer, number>();

  /** @param tenant - what its only tenant has besides name, number and assistant */
  static async start(tenant: object = {}): Promise<ConsoleWorld> {
    const opened = new ConsoleWorld();
    await opened.#open(tenant);
    return opened;
  }

  get clock(): Clock {
    return this.world.clock;
  }

  /** Begins a test: nothing is broken, and our Functions see the sandbox's time. */
  reset(): void {
    this.world.reset();
    this.world.showTime();
    this.state.reset();
  }

  /** Ends a test: its page is closed, and everything that it began is over. */
  async settle(page: Page): Promise<void> {
    page.close();
    this.clock.go();
    await this.network.settle();
    await this.world.vapi.messages.settle();
  }

  async stop(): Promise<void> {
    this.clock.go();
    await this.server.stop();
    await this.network.stop();
    await this.world.vapi.stop();
    await this.#app.close();
  }

  /** Opens a page. */
  async openPage(server = this.server): Promise<Page> {
    const number = (this.#pages.get(server) ?? 0) + 1;
    this.#pages.set(server, number);
    const page = new Page(this.clock, `${server.socketUrl}#${number}`, server.url);
    await page.opened;
    return page;
  }

  async #open(tenant: object): Promise<void> {
    await this.world.start();
    const { vapi, clock } = this.world;
    this.#tenantFile = tenantFileOf(tenant);
    this.#app = await startRawServer((request, response) => {
      void this.#answer(request).then(({ status, contentType, body }) =>
        response.writeHead(status, { 'Content-Type': contentType }).end(writeBody(body)),
      );
    });
    const { port } = new URL(this.#app.url);
    const account = { accountSid: sandboxSettings.ACCOUNT_SID, authToken: CANARY_TOKEN };
    this.network = await PhoneNetwork.start({
      ...account,
      certificateAuthority: vapi.certificateAuthority,
      clock,
      callsPerSecond: 100,
      ownedNumbers: [RIVERSIDE],
    });
    this.environment = this.world.environment({
      // As under twilio-run: only what is not deployed is reached without TLS.
      DOMAIN_NAME: `localhost:${port}`,
      SERVICE_SID: '',
      TWILIO_API_BASE_URL: this.network.apiUrl,
    });
    const local: LocalWorld = {
      ...account,
      clock,
      voiceUrl: `http://localhost:${port}/incoming-call`,
      standIn: vapi,
      network: this.network,
      tenantServers: undefined,
      tenantFile: { defaults: {}, ...(JSON.parse(this.#tenantFile) as object) } as TenantFile,
      functionLog: new FunctionLog(),
      breakerLog: new BreakerLog(() => clock.nowMs()),
    };
    this.state = new ConsoleState(local, this.environment, {
      setVariables: (changed) => Object.assign(this.environment, changed),
      loadAnew: () => {
        this.#containers.clear();
        local.breakerLog.forget();
      },
    });
    this.server = await ConsoleServer.start(this.state, 0, 'token-of-this-console');
  }

  async #answer(request: IncomingMessage) {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.endsWith('.wav')) return { status: 200, contentType: 'audio/wav', body: '' };
    if (pathname.endsWith('.xml')) {
      const body = `<Response><Say>${STATIC_FALLBACK}</Say></Response>`;
      return { status: 200, contentType: 'text/xml', body };
    }
    const body = await text(request);
    const isJson = request.headers['content-type']?.includes('json') === true;
    const given = (
      isJson ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))
    ) as object;
    const container = this.#containerOf(pathname);
    const before = container.logEntries.length;
    const { headers } = request;
    const event = { ...Object.fromEntries(searchParams), ...given };
    const answer = await container.invoke({ ...event, request: { headers, cookies: {} } });
    for (const entry of container.logEntries.slice(before)) {
      this.state.world.functionLog.addLine(JSON.stringify(entry));
      this.state.world.breakerLog.addLine(JSON.stringify(entry));
      this.server.handleLine(JSON.stringify(entry));
    }
    return answer;
  }

  #containerOf(path: string): Container {
    const suffix = publicPaths.includes(path) ? '' : '.protected';
    const { environment } = this;
    const found =
      this.#containers.get(path) ??
      this.world.containerOf(`${path.slice(1)}${suffix}`, {
        environment,
        tenantFile: this.#tenantFile,
      });
    this.#containers.set(path, found);
    return found;
  }
}

/** A page that acts while time stands still, and looks until it sees something. */
export class Page {
  readonly seen: ServerMessage[] = [];
  readonly opened: Promise<void>;
  #end!: WireEnd;
  readonly #socket: WebSocket;

  constructor(
    private readonly clock: Clock,
    wire: string,
    origin: string,
  ) {
    const socket = new WebSocket(wire.split('#')[0] ?? '', { origin });
    this.#socket = socket;
    socket.on('message', (data) =>
      this.seen.push(JSON.parse((data as Buffer).toString()) as ServerMessage),
    );
    this.opened = new Promise((resolve) =>
      socket.once('open', () => {
        this.#end = new WireEnd(clock, wire, socket);
        resolve();
      }),
    );
  }

  send(message: PageMessage): void {
    this.#end.send(message);
  }

  sendText(text: string): void {
    this.#socket.send(text);
  }

  call(parts: Partial<PlaceCall> = {}): void {
    this.send({
      type: 'call',
      to: RIVERSIDE,
      from: CALLER,
      speaks: false,
      reachesVapi: false,
      ...parts,
    });
  }

  /** Lets time pass until a message has come that this is true of. */
  until(isMeant: (message: ServerMessage) => boolean): Promise<void> {
    return this.clock.until(() => this.seen.some(isMeant));
  }

  /** Lets time pass until a phone's words contain these. */
  untilHeard(words: string, phone = 'caller'): Promise<void> {
    return this.until(
      (message) =>
        message.type === 'heard' &&
        message.phone === phone &&
        message.sound.kind === 'words' &&
        message.sound.words.includes(words),
    );
  }

  /** Lets time pass until everything about the newest call is known. */
  untilEnded(): Promise<void> {
    return this.until((message) => message.type === 'call' && message.end !== undefined);
  }

  /** Messages of a type, oldest first. */
  list<Type extends ServerMessage['type']>(type: Type) {
    return this.seen.filter(
      (message): message is Extract<ServerMessage, { type: Type }> => message.type === type,
    );
  }

  /** The person's phone that rang last. */
  get phone() {
    return this.list('person').at(-1)?.phone ?? 'person-0';
  }

  close(): void {
    this.#socket.close();
  }
}

/** Answers to Vapi are objects, and callbacks are answered with nothing. */
function writeBody(body: unknown): string {
  if (typeof body === 'string') return body;
  return body === null || body === undefined ? '' : JSON.stringify(body);
}
