import type { LocalWorld } from '../project/call-order';
import type { StandInCall } from '../vapi/stand-in-call';
import type { FaultView } from '../../console/protocol';

interface ConsoleFault extends Pick<FaultView, 'group' | 'label' | 'worksDuringCall'> {
  /** The stand-in's own word for it. */
  readonly vapiFault?: string;
}

const vapi = (vapiFault: string, label: string): ConsoleFault => ({
  group: 'vapi',
  label,
  worksDuringCall: false,
  vapiFault,
});
const talk = (vapiFault: string, label: string, worksDuringCall = false): ConsoleFault => ({
  group: 'talk',
  label,
  worksDuringCall,
  vapiFault,
});

/** Breaks a conversation at once, when it is switched on during one. */
const DROPS = 'drops';

/** What can be broken, by the ids that travel. */
const FAULTS: Readonly<Record<string, ConsoleFault>> = {
  down: vapi('down', 'Down (503)'),
  slow: vapi('slow', 'Slow (3 s)'),
  hang: vapi('hang', 'Never answers'),
  full: vapi('full', 'All slots taken'),
  reset: vapi('reset', 'Connection breaks'),
  unauthorized: vapi('unauthorized', 'Key refused'),
  'broken-twiml': vapi('broken-twiml', 'TwiML cut off'),
  'lookup-down': vapi('lookup-down', 'GET /call fails'),
  handshake: talk('handshake', 'WebSocket refused'),
  'worker-missing': talk('worker-missing', 'Nobody speaks'),
  [DROPS]: talk(DROPS, 'Assistant dies', true),
  'rest-down': { group: 'twilio', label: 'Down (503)', worksDuringCall: true },
  'rest-hangs': {
    group: 'twilio',
    label: 'Never answers',
    worksDuringCall: true,
  },
  crash: {
    group: 'functions',
    label: 'Crash (500)',
    worksDuringCall: true,
  },
};

/** What Twilio gets from a Function that has crashed. */
export const CRASHED = {
  status: 500,
  contentType: 'application/json',
  body: '{"message":"An error occurred while executing the Function"}',
  durationMs: 0,
} as const;

/** Files outlive the Functions: they are static. */
const IS_FILE = /\.\w+$/;

type Scope = Exclude<FaultView['isOn'], 'no'>;

/** Which faults are on, and for which calls of the console. */
export class ConsoleFaults {
  readonly #on = new Map<string, Scope>();
  /** By the CallSid of each call that is under way. */
  readonly #ofCalls = new Map<string, Set<string>>();

  constructor(private readonly world: LocalWorld) {}

  list(): FaultView[] {
    return Object.entries(FAULTS)
      .filter(([, { group }]) => this.#isOffered(group))
      .map(([id, { group, label, worksDuringCall }]) => {
        return { id, group, label, worksDuringCall, isOn: this.#on.get(id) ?? 'no' };
      });
  }

  /** @param callSid of the page's call, which it meets as well @returns false if there is no such fault here */
  set(id: string, isOn: FaultView['isOn'], callSid?: string): boolean {
    const fault = Object.hasOwn(FAULTS, id) ? FAULTS[id] : undefined;
    if (fault === undefined || !this.#isOffered(fault.group)) return false;
    const ofCall = this.#ofCalls.get(callSid ?? '');
    switch (isOn) {
      case 'no':
        this.#on.delete(id);
        // Calls of other pages have it too, and Twilio's REST API is one for all.
        for (const ids of this.#ofCalls.values()) ids.delete(id);
        break;
      case 'next-call':
        if (fault.vapiFault !== undefined) this.#clearVapi();
        this.#on.set(id, isOn);
        break;
      case 'from-now-on':
        if (fault.vapiFault !== undefined) this.#clearVapi(ofCall);
        this.#on.set(id, isOn);
        ofCall?.add(id);
        if (id === DROPS && ofCall !== undefined) this.#dropStream(callSid ?? '');
        break;
    }
    this.#apply();
    return true;
  }

  beginCall(callSid: string): void {
    this.#ofCalls.set(callSid, new Set(this.#on.keys()));
    for (const [id, scope] of [...this.#on]) if (scope === 'next-call') this.#on.delete(id);
    this.#apply();
  }

  endCall(callSid: string): void {
    this.#ofCalls.delete(callSid);
    // A callback asks Vapi on behalf of this call, and must not fail for ever.
    this.world.standIn?.callFaults.clear(callSid);
    this.#apply();
  }

  /** Returns what is broken for a call that is under way. */
  listOf(callSid: string): readonly string[] {
    return [...(this.#ofCalls.get(callSid) ?? [])];
  }

  reset(): void {
    this.#on.clear();
    for (const ofCall of this.#ofCalls.values()) ofCall.clear();
    this.#apply();
  }

  /** Returns whether a request of Twilio's for a call meets a Function that crashes. */
  isCrashing(callSid: string, url: string): boolean {
    const isFile = IS_FILE.test(new URL(url).pathname);
    return !isFile && this.#ofCalls.get(callSid)?.has('crash') === true;
  }

  #isOffered(group: FaultView['group']): boolean {
    const { standIn, network } = this.world;
    switch (group) {
      case 'functions':
        return true;
      case 'twilio':
        return network !== undefined;
      case 'vapi':
      case 'talk':
        return standIn !== undefined;
    }
  }

  /** A call meets one fault of Vapi's at most. */
  #clearVapi(ofCall?: Set<string>): void {
    for (const [id, { vapiFault }] of Object.entries(FAULTS)) {
      if (vapiFault === undefined) continue;
      this.#on.delete(id);
      ofCall?.delete(id);
    }
  }

  #apply(): void {
    const { standIn, network } = this.world;
    for (const [callSid, ids] of this.#ofCalls) {
      const [name] = [...ids].flatMap((id) => FAULTS[id]?.vapiFault ?? []);
      if (name === undefined) standIn?.callFaults.clear(callSid);
      else standIn?.callFaults.set(callSid, name);
    }
    network?.clearFailures();
    const message = 'Service Unavailable';
    if (this.#isOnForAny('rest-down')) {
      network?.failEverything({ status: 503, code: 20503, message });
    }
    if (this.#isOnForAny('rest-hangs')) network?.failEverything('hang');
  }

  /** The REST API is one for all calls. */
  #isOnForAny(id: string): boolean {
    return [...this.#ofCalls.values()].some((ids) => ids.has(id));
  }

  #dropStream(callSid: string): void {
    const isTalking = (call: StandInCall) =>
      call.streamCallSid === callSid && call.status === 'in-progress';
    this.world.standIn?.calls.findLast(isTalking)?.dropStream();
  }
}
