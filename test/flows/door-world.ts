import { type Fault, namedFaults } from '../../sandbox/vapi/faults';
import type { EarlyKeys } from '../../sandbox/twilio/voice/call-options';
import { paths } from '../../src/twilio/urls';
import type { CallWorldOptions, SeenRequest } from './call-world';
import { COLLEAGUE, PERSON } from './tenant-file';
import { readOverrides, TransferWorld } from './transfer-world';
import type { World } from './world';

/** Where Twilio reports that a call is over. */
export const ENDS = { statusCallbackUrl: `https://switchboard-1234.twil.io${paths.callStatus}` };

export const ENGLISH_OR_SPANISH = {
  menu: [{ language: 'en-US' }, { language: 'es-MX', voice: 'Polly.Mia-Neural' }],
  byCountry: [{ country: 'MX', language: 'es-MX' }],
};

export const MEXICO = { country: 'MX', state: '', city: '' };

/** Two people to whom the assistant may transfer callers. */
export const TRANSFER = {
  destinations: [{ key: 'front-desk', description: 'Appointments', numbers: [PERSON, COLLEAGUE] }],
};

/** Whole calls of a tenant with a front door. */
export class DoorWorld extends TransferWorld {
  static begin(
    world: World,
    tenant: object,
    options: Omit<CallWorldOptions, 'tenant'> = {},
  ): Promise<DoorWorld> {
    const environment = { SWITCHBOARD_BREAKER_FAILURES: '0', ...options.environment };
    return new DoorWorld(world).open({ ...options, environment, tenant });
  }

  /** Presses the key that the caller was asked for last. */
  get theAskedKey(): EarlyKeys {
    return findAskedKey(this.seen);
  }

  /**
   * All slots are taken until the caller has heard what one hears first in the queue.
   * @param then - what goes wrong with the first call after that
   */
  fillAtFirst(then?: Fault): void {
    const { vapi } = this.world;
    vapi.standingFault = namedFaults['full'];
    this.reroute = (url) => {
      const isOver = vapi.standingFault !== undefined && /\/queue\/wait\?.*loop=[1-9]/.test(url);
      if (isOver) vapi.standingFault = undefined;
      if (isOver && then !== undefined) vapi.nextFaults.push(then);
      return url;
    };
  }

  /** Where Twilio asked what the caller hears, in order. */
  get asked(): readonly string[] {
    return this.seen.map(({ path }) => path);
  }

  /** What the assistants were told, one after another. */
  get variables(): readonly Readonly<Record<string, unknown>>[] {
    return this.world.vapi.calls.map(({ request }) => readOverrides(request).variableValues);
  }

  entriesOf(event: string): readonly Record<string, unknown>[] {
    return this.logEntries.filter((entry) => entry['event'] === event);
  }
}

/** The key of the last challenge, looked up when it is pressed. */
export function findAskedKey(seen: readonly SeenRequest[]): EarlyKeys {
  return {
    get keys() {
      const asked = seen.map(({ body }) => /please press (\d)\./.exec(body)?.[1]);
      return asked.findLast((key) => key !== undefined) ?? 'none';
    },
    afterPrompts: 9,
  };
}
