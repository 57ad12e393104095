import { buildDoorUrl } from '../../src/twilio/door-reply';
import { answerIncomingCall } from '../../src/calls/answer-incoming-call';
import { Breaker } from '../../src/assistant/breaker';
import { readConfig } from '../../src/config/config';
import { createLogger } from '../../src/log/logger';
import { callFront, type FrontServices } from '../../src/queue/call-front';
import { answerQueueLeft } from '../../src/queue/left';
import type { CallbackDesk } from '../../src/callback/ring-request';
import { waitInQueue } from '../../src/queue/wait';
import { resolveTenant, type Tenant } from '../../src/tenants/tenant';
import { buildEndedUrl } from '../../src/twilio/assistant-ended';
import { callbackLinks } from '../../src/twilio/callback-leg';
import { buildChainServices } from '../../src/twilio/chain-links';
import { parseIncomingCall } from '../../src/twilio/incoming-call';
import { parseQueueLeft, parseQueueWait, queueLinks } from '../../src/twilio/queue';
import type { QueueRest } from '../../src/twilio/queue-rest';
import type { EnqueueVerb, VoiceAnswer, VoiceVerb } from '../../src/twiml/voice-answer';
import type { CreateCallResult } from '../../src/vapi/answer';
import type { SimulatedCaller } from './day';
import type { SimulatedSlot } from './slots';
import type { World } from './world';

const NUMBER = '+12025550101';

const tenant: Tenant = resolveTenant(
  {
    id: 'busy-clinic',
    name: 'Busy Clinic',
    assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
    queue: { maxWaitSeconds: 900, maxCallers: 100, announceEverySeconds: 45, offers: [] },
  },
  {},
  { assistantId: undefined, phoneNumberId: 'b0e6c1d2-4f3a-4b5c-8d7e-9f0a1b2c3d4e' },
);

const { config } = readConfig({ VAPI_API_KEY: 'key-of-the-simulation' });
const log = createLogger(() => undefined);
const match = { tenant, found: 'tenant' as const };

const nothing = () => Promise.reject(new Error('nobody is called back here'));
const nobodyIsCalledBack: CallbackDesk = {
  store: { list: nothing, read: nothing, add: nothing, replace: nothing, remove: nothing },
  links: callbackLinks,
  call: nothing,
  raiseTimeLimit: nothing,
  readAttestation: nothing,
};

/** How long Twilio takes for what a waiting caller hears. */
const MUSIC_MS = 8_000;
const SPEECH_MS = 4_000;

/** How often Twilio asks again if an answer fails, as the queue's addresses request. */
const MAX_TRIES = 3;

interface Member {
  readonly caller: SimulatedCaller;
  readonly joinedAtMs: number;
  readonly verb: EnqueueVerb;
}

/** The day's tenant has no front door: nobody is asked anything. */
const NO_FRONT_DOOR = {
  buildDoorUrl,
  pickKey: () => '4',
  countCall: () => Promise.resolve({}),
  readMetLimits: () => Promise.resolve([]),
};

/** Our own decisions, as the Functions join them, behind a queue that behaves as Twilio's. */
export class SimulatedSwitchboard {
  readonly #line: Member[] = [];
  readonly #used = new Map<string, SimulatedSlot>();
  #callCount = 0;

  constructor(readonly world: World) {}

  run(callers: readonly SimulatedCaller[]): Promise<void> {
    const { clock, ledger } = this.world;
    for (const caller of callers) {
      clock.timer(caller.arrivesAtMs, () => {
        ledger.arrive(caller);
        void this.#answer(caller);
      });
    }
    return clock.until(() => clock.isIdle);
  }

  async #answer(caller: SimulatedCaller): Promise<void> {
    const { world } = this;
    await world.travel();
    // Twilio asks the number's fallback then, a static file.
    if (world.crashes()) return world.ledger.end(caller, 'fallback');
    const call = parseIncomingCall(formOf(caller));
    const chain = buildChainServices(call);
    const context = { ...this.#context(), chain, ...NO_FRONT_DOOR };
    this.#follow(caller, (await answerIncomingCall(call, context)).answer);
  }

  #follow(caller: SimulatedCaller, answer: VoiceAnswer): void {
    if (!this.world.ledger.isWaiting(caller)) return;
    if (answer.kind === 'assistant') return this.#connect(caller, answer);
    const [verb] = answer.verbs;
    if (verb?.kind === 'enqueue') this.#join(caller, verb);
    else this.world.ledger.end(caller, 'fallback');
  }

  #connect(caller: SimulatedCaller, { hooks }: Extract<VoiceAnswer, { kind: 'assistant' }>): void {
    const vapiCallId = new URLSearchParams(hooks.endedUrl.split('?')[1]).get('call') ?? '';
    const slot = this.#used.get(vapiCallId);
    // Given up in the meantime: Vapi refuses the stream.
    if (slot === undefined || slot.isOver) return this.world.ledger.end(caller, 'fallback');
    this.world.talk(caller, slot, () => void this.#report());
  }

  #join(caller: SimulatedCaller, verb: EnqueueVerb): void {
    const { clock, ledger } = this.world;
    const member = { caller, verb, joinedAtMs: clock.nowMs() };
    this.#line.push(member);
    ledger.joinQueue(caller);
    void this.#askWait(member, verb.waitUrl);
    const leftMs = caller.arrivesAtMs + caller.patienceMs - clock.nowMs();
    clock.timer(leftMs, () => {
      if (this.#remove(member)) this.world.ledger.end(caller, 'hung-up');
    });
  }

  async #askWait(member: Member, url: string, tries = 1): Promise<void> {
    const { world } = this;
    await world.travel();
    const position = this.#line.indexOf(member) + 1;
    if (position === 0) return;
    if (world.crashes()) {
      if (tries < MAX_TRIES) return this.#askWait(member, url, tries + 1);
      return this.#leave(member, 'error');
    }
    const { verbs } = await waitInQueue(
      parseQueueWait({
        ...formOf(member.caller),
        ...queryOf(url),
        QueuePosition: String(position),
        QueueTime: String(Math.floor((world.clock.nowMs() - member.joinedAtMs) / 1_000)),
      }),
      this.#context(),
    );
    if (verbs.some(({ kind }) => kind === 'leave')) return this.#leave(member, 'leave');
    await world.clock.sleep(measureMs(verbs));
    const last = verbs.at(-1);
    await this.#askWait(member, last?.kind === 'redirect' ? last.url : member.verb.waitUrl);
  }

  async #leave(member: Member, result: string, tries = 1): Promise<void> {
    if (tries === 1 && !this.#remove(member)) return;
    const { world } = this;
    const { caller, verb } = member;
    await world.travel();
    if (world.crashes()) {
      if (tries < MAX_TRIES) return this.#leave(member, result, tries + 1);
      return world.ledger.end(caller, 'fallback');
    }
    await this.#removeFromQueue(caller, { ...queryOf(verb.actionUrl), QueueResult: result });
  }

  async #removeFromQueue(
    caller: SimulatedCaller,
    parameters: Readonly<Record<string, string>>,
  ): Promise<void> {
    const left = parseQueueLeft({ ...formOf(caller), ...parameters });
    const context = { ...this.#context(), chain: buildChainServices(left) };
    this.#follow(caller, (await answerQueueLeft(left, context)).answer);
  }

  #remove(member: Member): boolean {
    const at = this.#line.indexOf(member);
    if (at !== -1) this.#line.splice(at, 1);
    this.world.ledger.leaveQueue(member.caller);
    return at !== -1;
  }

  async #report(): Promise<void> {
    await this.world.travel();
    if (this.world.crashes()) return;
    await callFront(tenant.id, this.#context());
  }

  /** The part of Twilio's REST API that the queue needs. */
  #rest(): QueueRest {
    const { world } = this;
    return {
      findQueue: async () => {
        await world.travel();
        return { sid: 'QU', size: this.#line.length };
      },
      readFront: async () => {
        await world.travel();
        const [front] = this.#line;
        await world.travel();
        if (front === undefined) return undefined;
        const waitedSeconds = (world.clock.nowMs() - front.joinedAtMs) / 1_000;
        return { ...parseIncomingCall(formOf(front.caller)), waitedSeconds };
      },
      redirectCaller: async (_queueSid, callSid, url) => {
        await world.travel();
        const member = this.#line.find(({ caller }) => caller.callSid === callSid);
        if (member === undefined) throw new Error('404');
        this.#remove(member);
        void this.#move(member.caller, url);
      },
    };
  }

  async #move(caller: SimulatedCaller, url: string, tries = 1): Promise<void> {
    const { world } = this;
    await world.travel();
    if (!world.crashes()) return this.#removeFromQueue(caller, queryOf(url));
    if (tries < MAX_TRIES) return this.#move(caller, url, tries + 1);
    world.ledger.end(caller, 'fallback');
  }

  #context(): FrontServices {
    const { clock } = this.world;
    const breaker = new Breaker();
    return {
      config,
      log,
      queueLinks,
      origin: '',
      findTenant,
      findTenantById: findTenant,
      rest: this.#rest(),
      callbacks: nobodyIsCalledBack,
      boundStore: nobodyIsCalledBack.store,
      nowMs: () => clock.nowMs(),
      getBreaker: () => breaker,
      offerTransfer: () => undefined,
      offerEvents: () => undefined,
      buildRecordingUrl: () => undefined,
      remainingMs: () => 7_000,
      buildHooks: (beginning) => ({ endedUrl: buildEndedUrl(beginning), statusUrl: undefined }),
      vapi: {
        createCall: () => this.#createCall(),
        readCall: () => Promise.resolve({ problem: 'not asked here' }),
        endCall: async (vapiCallId) => {
          await this.world.travel();
          const slot = this.#used.get(vapiCallId);
          if (slot !== undefined && !slot.isUsed) this.world.slots.end(slot);
          this.world.ledger.watchSlots();
        },
      },
    };
  }

  async #createCall(): Promise<CreateCallResult> {
    const slot = await this.world.post();
    if (slot === undefined) return { failure: { reason: 'full', status: 400, callExists: 'no' } };
    this.#callCount += 1;
    const vapiCallId = `00000000-0000-7000-8000-${String(this.#callCount).padStart(12, '0')}`;
    this.#used.set(vapiCallId, slot);
    const twiml = `<Response><Connect><Stream url="wss://api.vapi.ai/${vapiCallId}"/></Connect></Response>`;
    const slots = { free: this.world.slots.free, all: this.world.slots.count };
    return { call: { vapiCallId, twiml, slots, controlUrl: vapiCallId } };
  }
}

const findTenant = () => Promise.resolve(match);

function formOf({ callSid, index }: SimulatedCaller): Record<string, string> {
  const From = `+1303${String(5_550_000 + index)}`;
  return { CallSid: callSid, From, To: NUMBER, CallStatus: 'in-progress' };
}

function queryOf(url: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(/\?([^#]*)/.exec(url)?.[1]));
}

function measureMs(verbs: readonly VoiceVerb[]): number {
  return verbs.reduce((ms, verb) => {
    switch (verb.kind) {
      case 'play':
        return ms + MUSIC_MS;
      case 'say':
        return ms + SPEECH_MS;
      case 'pause':
        return ms + verb.seconds * 1_000;
      case 'hangup':
      case 'reject':
      case 'redirect':
      case 'conference':
      case 'enqueue':
      case 'leave':
      case 'dial':
      case 'record':
      case 'start-recording':
      case 'gather':
        return ms;
    }
  }, 0);
}
