import * as v from 'valibot';
import { outgoingLegs } from '../../../../cli/setup/doctor/checks/outgoing-legs';
import { tenantFileSchema } from '../../../../src/tenants/schema';
import { fakeDoctorContext } from '../../../fakes/doctor-facts';

function check(defaults: object) {
  const { tenants } = fakeDoctorContext().tenants.value!.tenants;
  const file = v.parse(tenantFileSchema, { tenants, defaults });
  return outgoingLegs.run(fakeDoctorContext({ tenants: { value: { file: 'x', tenants: file } } }));
}

const ring = (count: number) => {
  const numbers = Array.from({ length: count }, (_unused, index) => `+4470301234${50 + index}`);
  return { fallback: [{ step: 'dial', numbers }] };
};

describe('outgoing-legs', () => {
  it('passes, and names what goes beyond the defaults (T1)', () => {
    expect(check(ring(1))).toMatchObject({
      status: 'pass',
      found: 'allowed by the tenant file: riverside-dental rings +447030123450, a number of GB',
    });
  });

  it('names five of many', () => {
    expect(check(ring(7))).toMatchObject({
      found: expect.stringMatching(/; and 2 more$/) as string,
    });
  });

  it('says so where nothing does', () => {
    expect(check({})).toMatchObject({
      status: 'pass',
      found: expect.stringContaining('only phones') as string,
    });
  });
});
