import type { WorldMessage } from '../../protocol';
import { useConsole } from '../console-context';
import { Switch } from './switch';

/** Slots, breakers and the outage switch. */
export function Vapi({ world }: { readonly world: WorldMessage }) {
  const { send } = useConsole();
  const { slots, breakers, isOutageOn } = world;
  return (
    <div class="world-part">
      <h3>Vapi</h3>
      {slots && (
        <p class="slots">
          <label>
            Slots in use
            <meter min={0} max={slots.total} value={slots.used} />
          </label>
          <span>
            {slots.used} of {slots.total}
          </span>
        </p>
      )}
      {breakers.map(({ apiKeyEnv, state, note }) => (
        <p key={apiKeyEnv} class="fact">
          <span>Breaker</span>
          <span class={state === 'open' ? 'state is-bad' : 'state'}>
            {state === 'open' ? 'open: Vapi is not asked' : 'closed: Vapi is asked'}
          </span>
          <small>{note}</small>
        </p>
      ))}
      <Switch isOn={isOutageOn} onChange={(isOn) => send({ type: 'outage', isOn })}>
        Outage switch: the fallback answers every call
      </Switch>
    </div>
  );
}
