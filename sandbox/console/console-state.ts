import { type ClosedByHand, formatClosed } from '../../src/config/closed-by-hand';
import { EVERY_CALL } from '../../src/config/outage';
import { readConfig } from '../../src/config/config';
import { prepareSecrets } from '../../src/log/redact';
import type { LocalWorld } from '../project/call-order';
import { ConsoleFaults } from './console-faults';
import { buildWorld, type Switches } from './world-view';
import type { WorldMessage } from '../../console/protocol';

/** What the console does to the Functions that are being served. */
export interface ServedFunctions {
  /** Variables that they see changed, until they are set again. */
  readonly setVariables: (variables: Readonly<Record<string, string>>) => void;
  /** Lets them keep nothing of before, as in a new container. */
  readonly loadAnew: () => void;
}

/** What all pages of a console share. */
export class ConsoleState {
  readonly faults: ConsoleFaults;
  /** What no download contains. */
  readonly secrets: readonly string[];
  #switches: Switches;
  readonly #first: Switches;

  constructor(
    readonly world: LocalWorld,
    environment: Readonly<Record<string, string>>,
    private readonly functions: ServedFunctions,
  ) {
    this.faults = new ConsoleFaults(world);
    const { config } = readConfig(environment);
    this.secrets = prepareSecrets(config.secretTexts);
    this.#first = {
      outage: environment['SWITCHBOARD_OUTAGE'] ?? '',
      closed: config.closedByHand,
      clockAt: undefined,
    };
    this.#switches = this.#first;
  }

  get switches(): Switches {
    return this.#switches;
  }

  setOutage(isOn: boolean): void {
    this.#set({ outage: isOn ? EVERY_CALL : this.#first.outage.replace(EVERY_CALL, '') });
  }

  setClosed(tenantId: string, isOn: boolean): void {
    const closed = new Map<string, ClosedByHand>(this.#switches.closed);
    if (isOn) closed.set(tenantId, { untilMs: undefined });
    else closed.delete(tenantId);
    this.#set({ closed });
  }

  setClock(at: string | undefined): void {
    this.#set({ clockAt: at });
  }

  reset(): void {
    this.faults.reset();
    if (this.describe().breakers.some(({ state }) => state !== 'closed')) this.functions.loadAnew();
    this.#set(this.#first);
  }

  describe(): WorldMessage {
    return buildWorld(this.world, this.#switches, this.faults.list());
  }

  #set(change: Partial<Switches>): void {
    this.#switches = { ...this.#switches, ...change };
    const { outage, closed } = this.#switches;
    this.functions.setVariables({
      SWITCHBOARD_OUTAGE: outage,
      SWITCHBOARD_CLOSED: formatClosed(closed),
    });
  }
}
