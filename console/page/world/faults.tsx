import { useState } from 'preact/hooks';
import type { FaultView } from '../../protocol';
import { useConsole } from '../console-context';

type Scope = Exclude<FaultView['isOn'], 'no'>;

const GROUPS = [
  ['vapi', 'Vapi, when it is asked'],
  ['talk', 'The talk with the assistant'],
  ['twilio', 'Twilio’s REST API'],
  ['functions', 'The Functions'],
] as const satisfies readonly (readonly [group: FaultView['group'], title: string])[];

const SHORT_NAMES: Readonly<Record<FaultView['group'], string>> = {
  vapi: 'Vapi',
  talk: 'Talk',
  twilio: 'REST API',
  functions: 'Functions',
};

/** Names a fault where its group is not in sight. */
export function nameFault({ group, label }: FaultView): string {
  return `${SHORT_NAMES[group]}: ${label}`;
}

/** Says for how long a fault is on; one that is off for later calls is on for this one. */
export function nameScope(isOn: FaultView['isOn']): string {
  return { no: 'this call', 'next-call': 'next call', 'from-now-on': 'from now on' }[isOn];
}

const SCOPES: readonly (readonly [scope: Scope, label: string])[] = [
  ['next-call', 'Next call'],
  ['from-now-on', 'From now on'],
];

/** What can be broken. */
export function Faults() {
  const { world } = useConsole().state;
  const [scope, setScope] = useState<Scope>('next-call');
  const faults = world?.faults ?? [];
  const groups = GROUPS.map(([group, title]) => ({
    title,
    faults: faults.filter((fault) => fault.group === group),
  })).filter((group) => group.faults.length > 0);
  return (
    <section class="panel" aria-labelledby="faults-title">
      <div class="panel-head">
        <h2 id="faults-title">Break something</h2>
        <fieldset class="segments">
          <legend class="hidden">For how long</legend>
          {SCOPES.map(([value, label]) => (
            <label key={value}>
              <input
                type="radio"
                name="scope"
                checked={scope === value}
                onChange={() => setScope(value)}
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      </div>
      {groups.map((group) => (
        <div key={group.title} role="group" aria-label={group.title}>
          <h3>{group.title}</h3>
          <div class="faults">
            {group.faults.map((fault) => (
              <Fault key={fault.id} fault={fault} scope={scope} />
            ))}
          </div>
        </div>
      ))}
      {faults.length === 0 && (
        <p class="empty">Nothing can be broken here: these parts are real.</p>
      )}
    </section>
  );
}

function Fault({ fault, scope }: { readonly fault: FaultView; readonly scope: Scope }) {
  const { state, send } = useConsole();
  const { id, label, isOn, worksDuringCall } = fault;
  const isCalling = state.call !== undefined && state.call.state !== 'ended';
  const breaksCall = isCalling && state.call.faults.includes(id);
  const isBroken = isOn !== 'no' || breaksCall;
  const toggle = () => send({ type: 'fault', id, isOn: isBroken ? 'no' : scope });
  return (
    <button type="button" class="fault" aria-pressed={isBroken} onClick={toggle}>
      <span>{label}</span>
      {isBroken && <em>{nameScope(isOn)}</em>}
      {!isBroken && isCalling && worksDuringCall && scope === 'from-now-on' && <em>works now</em>}
    </button>
  );
}
