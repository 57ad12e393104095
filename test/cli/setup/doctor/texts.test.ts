import * as v from 'valibot';
import { texts } from '../../../../cli/setup/doctor/checks/texts';
import { tenantFileSchema } from '../../../../src/tenants/schema';
import { fakeDoctorContext } from '../../../fakes/doctor-facts';

const check = async (numbers: string[], afterCall: object) => {
  const assistant = { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' };
  const tenants = [{ id: 'acme', name: 'Acme', numbers, assistant, afterCall }];
  const file = { file: 'tenants', tenants: v.parse(tenantFileSchema, { tenants }) };
  const { status, found } = await texts.run(fakeDoctorContext({ tenants: { value: file } }));
  return [status, found];
};

describe('texts', () => {
  it.each<[string, string[], object, RegExp]>([
    ['nobody who texts', ['+12025550101'], {}, /no number of a tenant texts/],
    ['a local number', ['+12025550101'], { textBack: {} }, /from 1 local US number need an A2P/],
    [
      'a toll-free number',
      ['+18005550101', '+12025550101'],
      { textBack: {} },
      /1 local US number need .*; texts from 1 toll-free number need a verification/,
    ],
    ['a number elsewhere', ['+493023125101'], { textBack: {} }, /1 numbers .* none of the United/],
    [
      'another sender',
      ['+493023125101'],
      { followUp: { text: 'Thanks.', from: '+12025550155' } },
      /1 local US number/,
    ],
    [
      'a messaging service',
      ['+12025550101'],
      { textBack: { from: `MG${'1'.repeat(32)}` } },
      /no number of a tenant texts/,
    ],
  ])('says what %s needs', async (_case, numbers, afterCall, words) => {
    expect(await check(numbers, afterCall)).toEqual(['pass', expect.stringMatching(words)]);
  });
});
