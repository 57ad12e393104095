import {
  type CallerPlan,
  type CallerReport,
  placeCallers,
} from '../../sandbox/twilio/place-callers';
import { CallWorld, type CallWorldOptions, credentialOf } from './call-world';
import type { QueueOptions } from './queue-world';
import type { World } from './world';

export { EVENTS_SECRET } from './call-world';

/** What differs from the usual. */
export type QueueCallsOptions = QueueOptions & CallWorldOptions;

/** Calls of many who wait for few slots; Vapi's messages reach us. */
export class QueueCalls extends CallWorld {
  static async start(world: World, options: QueueCallsOptions = {}): Promise<QueueCalls> {
    const { queue = {}, tenant } = options;
    const calls = await new QueueCalls(world).open({ ...options, tenant: { queue, ...tenant } });
    const { messages } = world.vapi;
    messages.tries.length = 0;
    messages.faults.length = 0;
    messages.post = async (_url, body, { headers }) =>
      (await calls.sendMessage((body as { message?: unknown }).message, headers)).status;
    return calls;
  }

  override async stop(): Promise<void> {
    await super.stop();
    await this.world.vapi.messages.settle();
  }

  /** Places calls, each at its own time, and waits for all that comes of them. */
  async place(plans: readonly CallerPlan[]): Promise<CallerReport[]> {
    const reports = await placeCallers(this.network, this.callOptions({}), plans);
    await this.world.vapi.messages.settle();
    return reports;
  }

  async notifyVapi(message: object, tenantId: string): Promise<void> {
    const { status } = await this.sendMessage(message, credentialOf({ tenantId }));
    if (status !== 200) throw new Error(`the message is answered ${status}`);
  }
}

/** Which of Vapi's calls each caller talked in, by their place in the plan; undefined = none. */
function listTalks(reports: readonly CallerReport[], { world }: QueueCalls) {
  return reports.map(({ callSid }) => {
    const at = world.vapi.calls.findIndex(({ streamCallSid }) => streamCallSid === callSid);
    return at === -1 ? undefined : at;
  });
}

/** The callers who got to an assistant, by their place in the plan. */
export function listAnswered(reports: readonly CallerReport[], calls: QueueCalls): number[] {
  const talks = listTalks(reports, calls);
  return talks.flatMap((talk, index) => (talk === undefined ? [] : [index]));
}

/**
 * Callers who were given a slot before somebody who had called earlier: `later before earlier`. On the way
 * from the queue to the assistant they may pass each other.
 */
export function listOvertakings(reports: readonly CallerReport[], calls: QueueCalls): string[] {
  const talks = listTalks(reports, calls);
  return talks.flatMap((later = Infinity, index) =>
    talks
      .slice(0, index)
      .flatMap((earlier = -Infinity, before) =>
        earlier > later ? [`${index} before ${before}`] : [],
      ),
  );
}
