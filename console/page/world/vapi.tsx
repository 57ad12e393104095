import type { BreakerView, WorldMessage } from '../../protocol';
import { useConsole } from '../console-context';
import { describeBreaker } from './describe-breaker';
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
      {breakers.map((breaker) => (
        <Breaker key={breaker.apiKeyEnv} breaker={breaker} isOnly={breakers.length === 1} />
      ))}
      <Switch isOn={isOutageOn} onChange={(isOn) => send({ type: 'outage', isOn })}>
        Outage switch: the fallback answers every call
      </Switch>
    </div>
  );
}

interface BreakerProps {
  readonly breaker: BreakerView;
  readonly isOnly: boolean;
}

function Breaker({ breaker, isOnly }: BreakerProps) {
  return (
    <p class="fact">
      <span>Breaker</span>
      <span class={breaker.state === 'closed' ? 'state' : 'state is-bad'}>
        {describeBreaker(breaker)}
      </span>
      {!isOnly && <small>{breaker.apiKeyEnv}</small>}
    </p>
  );
}
