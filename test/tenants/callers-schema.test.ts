import { checkTenantFile } from '../../src/tenants/check-tenant-file';

const ID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';

const check = (callers: object) => {
  const tenant = { id: 'a', name: 'A', numbers: ['+12025550101'], assistant: { assistantId: ID } };
  return checkTenantFile(JSON.stringify({ tenants: [{ ...tenant, callers }] }));
};

describe('the limit of calls at once', () => {
  it('is 99 at most, because Sync lists 100 calls, and one too many has to be among them', () => {
    expect(check({ limits: { atOnce: 99 } }).problems).toEqual([]);
    expect(check({ limits: { atOnce: 100 } }).problems.join()).toMatch(/callers\.limits\.atOnce/);
  });
});
