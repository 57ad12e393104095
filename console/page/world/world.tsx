import { useConsole } from '../console-context';
import { Clock } from './clock';
import { Hours } from './hours';
import { Queues } from './queues';
import { Vapi } from './vapi';

/** Everything around the calls. */
export function World() {
  const { world } = useConsole().state;
  if (!world) return null;
  return (
    <section class="panel world" aria-labelledby="world-title">
      <div class="panel-head">
        <h2 id="world-title">Around the call</h2>
      </div>
      <Queues world={world} />
      <Vapi world={world} />
      <Hours world={world} />
      <Clock world={world} />
    </section>
  );
}
