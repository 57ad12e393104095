import { ConsoleFaults } from '../../../sandbox/console/console-faults';
import type { LocalWorld } from '../../../sandbox/project/call-order';

describe('a fault for the next call', () => {
  it('is gone with the call, so that its callback is not broken as well', () => {
    const broken = new Map<string, string>();
    const callFaults = {
      set: (callSid: string, name: string) => broken.set(callSid, name),
      clear: (callSid: string) => broken.delete(callSid),
    };
    const faults = new ConsoleFaults({ standIn: { callFaults } } as unknown as LocalWorld);
    faults.set('full', 'next-call');

    faults.beginCall('CA1');
    const during = [...broken];
    faults.endCall('CA1');

    expect(during).toEqual([['CA1', 'full']]);
    expect([...broken]).toEqual([]);
  });
});
