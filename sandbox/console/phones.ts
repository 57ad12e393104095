import type { Person, Phone } from '../twilio/voice/person';
import { LiveHands, type LiveHandsOptions } from './live-hands';
import type { PersonMessage } from '../../console/protocol';

/** A phone of the page at which somebody is rung. */
export class PersonPhone extends LiveHands implements Phone {
  #state: PersonMessage['state'] = 'ringing';
  #settle: (answer: 'answered' | 'busy') => void = () => {};
  #hangUp: () => void = () => {};

  constructor(
    options: LiveHandsOptions,
    private readonly show: (state: PersonMessage['state'], outcome?: string) => void,
  ) {
    super(options);
  }

  startRinging(hangUp: () => void): Promise<'answered' | 'busy'> {
    this.#hangUp = hangUp;
    this.show('ringing');
    this.ring({ kind: 'ringing' });
    return new Promise((resolve) => (this.#settle = resolve));
  }

  answer(): void {
    if (this.#state !== 'ringing') return;
    this.#state = 'answered';
    this.show('answered');
    this.ring({ kind: 'quiet' });
    this.#settle('answered');
  }

  decline(): void {
    if (this.#state === 'ringing') this.#settle('busy');
  }

  hangUp(): void {
    this.decline();
    if (this.#state === 'answered') this.#hangUp();
  }

  end(outcome: string): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.ring({ kind: 'quiet' });
    this.show('ended', outcome);
  }
}

/** Returns people who answer at phones of the page, by their numbers. */
export function seatPeople(
  numbers: readonly string[],
  openPhone: (call: { readonly number: string; readonly shownNumber: string }) => Phone,
): Readonly<Record<string, Person>> {
  return Object.fromEntries(numbers.map((number) => [number, { kind: 'live', openPhone }]));
}
