import { useState } from 'preact/hooks';
import { useConsole } from '../console-context';
import { isDeployed } from '../page-mode';
import { describeBreaker } from '../world/describe-breaker';
import { nameFault, nameScope } from '../world/faults';

const CONNECTION = {
  connecting: 'Connecting…',
  open: 'Connected',
  lost: 'Not connected',
} as const;

const START_LOST = 'npm start has ended. Start it again, and this page comes back.';

const PHONE_LOST =
  'This phone is not connected. Run switchboard phone again, and open the address that it prints.';

const REAL = { vapi: 'Vapi is real', deployed: 'Each call is a real one' } as const;

export function Header() {
  const { state, ear } = useConsole();
  const [isMuted, setMuted] = useState(false);
  const toggle = () => {
    ear.setMuted(!isMuted);
    setMuted(!isMuted);
  };
  return (
    <header class="top">
      <div class="title">
        <h1>
          Switchboard <span>console</span>
        </h1>
        <p>
          Call a tenant, and hear what its callers hear.
          {!isDeployed() && ' Break something, and hear what they hear instead.'}
        </p>
      </div>
      <div class="top-state">
        <RealParts />
        <p class={`connection is-${state.connection}`} role="status">
          {CONNECTION[state.connection]}
        </p>
        {!isDeployed() && (
          <button type="button" class="quiet" aria-pressed={!isMuted} onClick={toggle}>
            Sound
          </button>
        )}
      </div>
    </header>
  );
}

/** Says which parts are real where none costs money. */
function RealParts() {
  const { world } = useConsole().state;
  if (world?.mode !== 'stand-in') return null;
  return (
    <details class="real">
      <summary>Nothing leaves this machine</summary>
      <RealSentences />
    </details>
  );
}

/** Says which parts are real, always in sight where a call costs money. */
export function RealBanner() {
  const { world } = useConsole().state;
  if (!world || world.mode === 'stand-in') return null;
  return (
    <section class="banner" aria-label="What is real">
      <p>{REAL[world.mode]}</p>
      <RealSentences />
    </section>
  );
}

function RealSentences() {
  const { world } = useConsole().state;
  return (
    <ul>
      {world?.real.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** What is broken now, always in sight. */
export function ActiveFaults() {
  const { state, send } = useConsole();
  const { world, call } = state;
  const faults =
    world?.faults.filter(({ id, isOn }) => isOn !== 'no' || call?.faults.includes(id)) ?? [];
  const breakers = world?.breakers.filter(({ state: now }) => now !== 'closed') ?? [];
  const hasClock = world?.clockAt !== undefined;
  const isNothing = faults.length === 0 && breakers.length === 0;
  if (isNothing && !world?.isOutageOn && !hasClock) return null;
  return (
    <section class="active" aria-label="What is switched on">
      <ul>
        {faults.map((fault) => (
          <li key={fault.id}>
            {nameFault(fault)} <em>{nameScope(fault.isOn)}</em>
          </li>
        ))}
        {breakers.map((breaker) => (
          <li key={breaker.apiKeyEnv}>Breaker {describeBreaker(breaker)}</li>
        ))}
        {world?.isOutageOn && <li>Outage switch</li>}
        {hasClock && <li>The clock is set</li>}
      </ul>
      <button type="button" class="quiet" onClick={() => send({ type: 'reset' })}>
        Set everything back
      </button>
    </section>
  );
}

/** Something that could not be done, until it is put away; or that nothing can be done. */
export function Problem() {
  const { state, showProblem } = useConsole();
  return (
    <div role="alert" class="problems">
      {state.connection === 'lost' && (
        <p class="problem">
          <span>{isDeployed() ? PHONE_LOST : START_LOST}</span>
        </p>
      )}
      {state.error !== undefined && (
        <p class="problem">
          <span>{state.error}</span>
          <button type="button" class="quiet" onClick={() => showProblem(undefined)}>
            Close
          </button>
        </p>
      )}
    </div>
  );
}
