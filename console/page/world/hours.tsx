import type { TenantView, WorldMessage } from '../../protocol';
import { useConsole } from '../console-context';

/** Which tenants are open now. */
export function Hours({ world }: { readonly world: WorldMessage }) {
  const { send } = useConsole();
  return (
    <div class="world-part">
      <h3>Hours now</h3>
      {world.tenants.length === 0 && <p class="empty">There are no tenants yet.</p>}
      <ul class="hours">
        {world.tenants.map((tenant) => (
          <li key={tenant.id}>
            <span>{tenant.name}</span>
            <span class={`state is-${tenant.hours.state}`}>{describe(tenant)}</span>
            <Closed
              tenant={tenant}
              onChange={(isOn) => send({ type: 'closed', tenantId: tenant.id, isOn })}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ClosedProps {
  readonly tenant: TenantView;
  readonly onChange: (isOn: boolean) => void;
}

function Closed({ tenant, onChange }: ClosedProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={tenant.hours.isClosedByHand}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      Closed by hand<span class="hidden">: {tenant.name}</span>
    </label>
  );
}

function describe({ hours: { state, opensAt }, timeZone }: TenantView): string {
  switch (state) {
    case 'always':
      return 'no hours';
    case 'open':
      return 'open';
    case 'closed':
      return opensAt === undefined ? 'closed' : `closed until ${formatMoment(opensAt, timeZone)}`;
  }
}

function formatMoment(moment: string, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('en', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(moment));
}
