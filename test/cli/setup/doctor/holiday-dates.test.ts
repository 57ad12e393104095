import { holidayDates } from '../../../../cli/setup/doctor/checks/holiday-dates';
import { findHolidaysUntil } from '../../../../cli/setup/doctor/holidays-until';
import { openTenantFile } from '../../../../src/tenants/tenant-file';
import { fakeDoctorContext, unknown } from '../../../fakes/doctor-facts';
import { describeCheck, type Parts } from './describe-check';

const local = fakeDoctorContext().localBuild.value!;
const withLocal = (parts: object): Parts => ({ localBuild: { value: { ...local, ...parts } } });

describeCheck(holidayDates, [
  [/^no tenant has holidays/, 'pass', {}],
  [/until 2028-12-31$/, 'pass', withLocal({ holidaysUntil: '2028-12-31' })],
  [
    /until 2028-12-31; then nobody is closed/,
    'warn',
    { ...withLocal({ holidaysUntil: '2028-12-31' }), now: new Date('2028-11-02T00:00Z') },
  ],
  [
    /until 2028-12-31$/,
    'pass',
    { ...withLocal({ holidaysUntil: '2028-12-31' }), now: new Date('2028-11-01T00:00Z') },
  ],
  [/^not looked at: it broke/, 'skip', { localBuild: unknown() }],
]);

describe('findHolidaysUntil', () => {
  const hoursUntil = (date: string) => ({
    hours: { holidayDates: { '2026-01-01': '', [date]: '' } },
  });
  const find = (file: object) =>
    findHolidaysUntil(openTenantFile(Buffer.from(JSON.stringify(file))));

  it.each<[string, object]>([
    ['defaults', { defaults: hoursUntil('2028-12-25'), tenants: [hoursUntil('2029-12-25')] }],
    ['tenants', { tenants: [{}, hoursUntil('2028-12-25'), hoursUntil('2029-12-25')] }],
    ['people', { tenants: [{ transfer: { destinations: [{}, hoursUntil('2028-12-25')] } }] }],
  ])('returns the end of the first last year among %s', (_whose, file) => {
    expect(find(file)).toBe('2028-12-31');
  });

  it('returns nothing where nobody has holidays', () => {
    expect(find({ tenants: [{ hours: {} }] })).toBeUndefined();
  });
});
