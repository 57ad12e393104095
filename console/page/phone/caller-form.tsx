import { useState } from 'preact/hooks';
import { formatNumber } from '../format';
import { ATTESTATIONS, CALLERS } from './callers';
import type { Dialling } from './use-dialling';

/** Who calls. */
export function CallerForm({ dialling }: { readonly dialling: Dialling }) {
  const [preset, setPreset] = useState(CALLERS[0]?.id);
  const choose = (id: string) => {
    setPreset(id);
    const found = CALLERS.find((entry) => entry.id === id);
    if (found) dialling.setCaller(found.caller);
  };
  return (
    <div class="caller">
      <label>
        You call from
        <select value={preset} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          {CALLERS.map(({ id, label, caller }) => (
            <option key={id} value={id}>
              {label}
              {caller.from.startsWith('+') ? `: ${formatNumber(caller.from)}` : ''}
            </option>
          ))}
          <option value="own">Another caller</option>
        </select>
      </label>
      {preset === 'own' && <OwnCaller dialling={dialling} />}
    </div>
  );
}

function OwnCaller({ dialling: { caller, setCaller } }: { readonly dialling: Dialling }) {
  return (
    <div class="own-caller">
      <label>
        Number, SIP address or “anonymous”
        <input
          value={caller.from}
          onInput={({ currentTarget }) => setCaller({ ...caller, from: currentTarget.value })}
        />
      </label>
      <label>
        Country, like DE
        <input
          value={caller.country ?? ''}
          maxLength={2}
          onInput={({ currentTarget }) =>
            setCaller({ ...caller, country: currentTarget.value.toUpperCase() || undefined })
          }
        />
      </label>
      <label>
        State, like CA
        <input
          value={caller.state ?? ''}
          onInput={({ currentTarget }) =>
            setCaller({ ...caller, state: currentTarget.value.toUpperCase() || undefined })
          }
        />
      </label>
      <label>
        Whose number it is
        <select
          value={caller.attestation ?? 'TN-Validation-Passed-A'}
          onChange={({ currentTarget }) =>
            setCaller({ ...caller, attestation: currentTarget.value })
          }
        >
          {ATTESTATIONS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
