import type { FaultCase } from '../fault-case';
import type { NetworkFault } from '../network-faults';

const place = (apiAt: NetworkFault, name: string): FaultCase => ({
  name,
  expected: 'fallback',
  apiAt,
});

/** Connections that are not made, or break. */
export const connections: readonly FaultCase[] = [
  place('unknown-host', 'host name does not exist'),
  place('refused', 'connection refused'),
  place('self-signed', 'certificate of an unknown authority'),
  place('mute', 'port that accepts and says nothing'),
  place('not-http', 'port that speaks another protocol'),
  {
    name: 'reset before the answer',
    expected: 'fallback',
    fault: { kind: 'reset', when: 'before-answer' },
  },
  {
    name: 'reset within the headers',
    expected: 'fallback',
    fault: { kind: 'reset', when: 'during-headers' },
  },
  {
    name: 'reset within the body',
    expected: 'fallback',
    fault: { kind: 'reset', when: 'during-body' },
  },
  {
    name: 'kept connection closed by the next request',
    expected: 'assistant',
    fault: { kind: 'stale' },
    script: async (world) => {
      await world.call();
      await world.call();
      await world.call();
    },
  },
  {
    name: 'kept connection dropped between calls',
    expected: 'assistant',
    script: async (world) => {
      await world.call();
      world.vapi.dropConnections();
      await world.call();
    },
  },
];
