import { useState } from 'preact/hooks';
import type { WorldMessage } from '../../protocol';
import { useConsole } from '../console-context';

/** When calls begin, as far as the Functions know. */
export function Clock({ world: { clockAt } }: { readonly world: WorldMessage }) {
  const { send } = useConsole();
  const [typed, setTyped] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    // The browser reads it in this machine's time zone.
    if (typed !== '') send({ type: 'clock', at: new Date(typed).toISOString() });
  };
  return (
    <form class="world-part" onSubmit={submit}>
      <h3>Clock</h3>
      <p class="fact">
        <span>Calls begin</span>
        <span class="state">
          {clockAt === undefined ? 'now' : new Date(clockAt).toLocaleString('en', SHOWN)}
        </span>
      </p>
      <label class="clock">
        Another moment, in this machine’s time
        <input
          type="datetime-local"
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      <div class="clock-buttons">
        <button type="submit" class="quiet">
          Set the clock
        </button>
        {clockAt !== undefined && (
          <button type="button" class="quiet" onClick={() => send({ type: 'clock' })}>
            Real time
          </button>
        )}
      </div>
    </form>
  );
}

const SHOWN = { dateStyle: 'medium', timeStyle: 'short' } as const;
