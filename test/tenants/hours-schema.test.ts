import { checkTenantFile } from '../../src/tenants/check-tenant-file';
import { tenantFileOf } from '../flows/tenant-file';

const HOURS = {
  timeZone: 'Europe/Berlin',
  open: [{ days: ['mon'], from: '08:00', to: '24:00' }],
};
const problemsOf = (parts: object) =>
  checkTenantFile(tenantFileOf({ hours: { ...HOURS, ...parts } })).problems;

describe('hours in the tenant file', () => {
  it('are kept as they are written', () => {
    const hours = {
      ...HOURS,
      holidays: {
        country: 'DE',
        state: 'BE',
        except: ['Reformationstag', '10-03'],
        add: [{ date: '12-24', name: 'Heiligabend' }, { date: '2026-05-15' }],
      },
      special: [
        { date: '2026-12-24', open: [] },
        { from: '2026-12-27', to: '2026-12-31', open: [{ from: '10:00', to: '12:00' }] },
      ],
    };

    const { file, problems } = checkTenantFile(tenantFileOf({ hours }));

    expect(problems).toEqual([]);
    expect(file?.tenants[0]?.hours).toEqual(hours);
  });

  it.each<[object, string]>([
    [{ timeZone: 'Berlin' }, 'timeZone: is not a time zone like Europe/Berlin'],
    [{ open: [] }, 'open: has no times'],
    [{ open: [{ days: ['mon'], from: '24:00', to: '24:00' }] }, 'open[0].from: is not a time'],
    [{ open: [{ days: ['mon'], from: '08:00', to: '24:01' }] }, 'open[0].to: is not a time'],
    [{ holidays: { country: 'Germany' } }, 'holidays.country: is not a country of two capital'],
    [{ holidays: { country: 'DE', add: [{ date: '02-30' }] } }, 'add[0].date: is neither a date'],
    [{ special: [{ date: '2026-02-29', open: [] }] }, 'special[0].date: is not a date like'],
    [{ special: [{ open: [] }] }, 'special[0]: needs either date, or from and to'],
    [{ special: [{ from: '2026-12-24', open: [] }] }, 'special[0]: needs either date, or from'],
    [
      { special: [{ from: '2026-12-24', to: '2026-12-23', open: [] }] },
      'special[0]: ends before it begins',
    ],
    [{ special: [{ date: '2026-12-24' }] }, 'special[0].open: is missing'],
  ])('are refused as %j', (parts, problem) => {
    expect(problemsOf(parts).join('\n')).toContain(`.${problem}`);
  });

  it('are refused with a date that is special in two ways, which is named', () => {
    const special = [
      { date: '2026-12-23', open: [] },
      { from: '2026-12-24', to: '2026-12-31', open: [] },
      { date: '2026-12-26', open: [{ from: '10:00', to: '12:00' }] },
    ];

    expect(problemsOf({ special })).toEqual([
      'tenants[0].hours.special: has two entries for 2026-12-26, [1] and [2]: a day can be special in one way only',
    ]);
  });
});

describe('a destination that keeps the hours of its tenant', () => {
  const transfer = {
    destinations: [
      { key: 'desk', description: 'Questions', numbers: ['+12025550171'], hours: 'tenant' },
    ],
  };

  it('is accepted with hours of the tenant', () => {
    const { problems } = checkTenantFile(tenantFileOf({ transfer, hours: HOURS }));

    expect(problems).toEqual([]);
  });

  it('is refused without', () => {
    const { problems } = checkTenantFile(tenantFileOf({ transfer }));

    expect(problems).toEqual([
      "tenants[0].transfer.destinations[0].hours: refers to the tenant's hours, and it has none",
    ]);
  });
});
