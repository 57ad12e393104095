import type { QueueView, WorldMessage } from '../../protocol';
import { formatDuration, formatNumber } from '../format';

/** Callers who wait for a slot. */
export function Queues({ world }: { readonly world: WorldMessage }) {
  const queues = world.queues.filter(({ callers }) => callers.length > 0);
  return (
    <div class="world-part">
      <h3>Queue</h3>
      {queues.length === 0 && (
        <p class="empty">
          Nobody waits. Callers of a tenant with a queue wait here while all slots are taken.
        </p>
      )}
      {queues.map((queue) => (
        <Queue key={queue.tenantId} queue={queue} world={world} />
      ))}
    </div>
  );
}

function Queue({ queue, world }: { readonly queue: QueueView; readonly world: WorldMessage }) {
  const tenant = world.tenants.find(({ id }) => id === queue.tenantId);
  return (
    <>
      <p class="queue-name">{tenant?.name ?? queue.tenantId}</p>
      <ol class="queue" aria-label="Callers in the queue">
        {queue.callers.map(({ callSid, number, waitSeconds }) => (
          <li key={callSid}>
            <span>{formatNumber(number)}</span>
            <span>{formatDuration(waitSeconds * 1_000)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
