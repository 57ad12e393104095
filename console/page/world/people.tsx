import { useEffect, useRef } from 'preact/hooks';
import type { PersonMessage } from '../../protocol';
import { useConsole } from '../console-context';
import { formatNumber } from '../format';
import { Captions } from '../phone/captions';
import { SayForm } from '../phone/say-form';
import { useKeptFocus } from '../use-kept-focus';

/** The phones of people who are rung for the caller. */
export function People() {
  const { people } = useConsole().state;
  const ringing = people
    .filter(({ state }) => state === 'ringing')
    .map(({ number }) => `${formatNumber(number)} rings.`)
    .join(' ');
  return (
    <section class="panel people" id="people" aria-labelledby="people-title">
      <div class="panel-head">
        <h2 id="people-title">Second phone</h2>
      </div>
      <p class="hidden" role="status">
        {ringing}
      </p>
      {/* In a narrow window, the phones are out of sight. */}
      {ringing !== '' && (
        <a class="ring-bar" href="#people">
          {ringing} <b>Show</b>
        </a>
      )}
      {people.length === 0 && (
        <p class="empty">
          When a call is transferred, or people are rung first, their phones ring here, and you
          answer.
        </p>
      )}
      {people.map((person) => (
        <PersonPhone key={person.phone} person={person} />
      ))}
    </section>
  );
}

function PersonPhone({ person }: { readonly person: PersonMessage }) {
  const { phone, number, label, shownNumber, state, outcome } = person;
  const place = useRef<HTMLElement>(null);
  useKeptFocus(place, state);
  return (
    <article
      class={`person is-${state}`}
      aria-label={`Phone ${formatNumber(number)}`}
      tabindex={-1}
      ref={place}
    >
      <header>
        <div>
          <p class="person-number">{formatNumber(number)}</p>
          <p class="person-label">{label}</p>
        </div>
        <p class="person-state">{state === 'ended' ? (outcome ?? 'over') : STATES[state]}</p>
      </header>
      {state === 'ringing' && <Ringing phone={phone} shownNumber={shownNumber} />}
      {state === 'answered' && <Answered phone={phone} />}
    </article>
  );
}

const STATES = { ringing: 'rings', answered: 'answered' } as const;

interface RingingProps {
  readonly phone: PersonMessage['phone'];
  readonly shownNumber: string;
}

function Ringing({ phone, shownNumber }: RingingProps) {
  const { ear, send } = useConsole();
  useEffect(() => ear.ring(), []);
  return (
    <>
      <p class="person-shown">The display shows {formatNumber(shownNumber)}.</p>
      <div class="person-buttons">
        <button type="button" class="call" onClick={() => send({ type: 'answer', phone })}>
          Answer
        </button>
        <button type="button" class="hang-up" onClick={() => send({ type: 'decline', phone })}>
          Decline
        </button>
      </div>
    </>
  );
}

function Answered({ phone }: { readonly phone: PersonMessage['phone'] }) {
  const { press, send } = useConsole();
  return (
    <>
      <Captions phone={phone} label="What the person hears" />
      <SayForm phone={phone} />
      <div class="person-buttons">
        <button type="button" class="quiet" onClick={() => press(phone, '1')}>
          Press 1
        </button>
        <button type="button" class="hang-up" onClick={() => send({ type: 'hangUp', phone })}>
          Hang up
        </button>
      </div>
    </>
  );
}
