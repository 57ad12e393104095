import { readVapiRow } from '../../../../cli/history/reconcile/read-vapi-row';
import { createCallerTags } from '../../../../cli/history/reconcile/tag-caller';

const tags = createCallerTags('salt', false);
const call = { id: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c77', createdAt: '2026-11-30T09:30:00Z' };

describe('the cost of a call at Vapi', () => {
  it.each([
    [0.1134, 0.1134],
    [0, 0],
    [-0.5, undefined],
    [1e300, undefined],
    ['0.5', undefined],
    [null, undefined],
  ])('that Vapi lists as %j is counted as %j', (cost, costUsd) => {
    expect(readVapiRow({ ...call, cost }, tags)?.costUsd).toBe(costUsd);
  });
});
