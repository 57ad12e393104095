import { importHours } from '../../../../cli/setup/tenants/import-hours';

const read = (closeDay: string, openHours: number, closeHours: number) =>
  importHours({
    regularHours: {
      periods: [
        {
          openDay: 'MONDAY',
          openTime: { hours: openHours },
          closeDay,
          closeTime: { hours: closeHours },
        },
      ],
    },
  });

describe('importHours', () => {
  it('reads hours past midnight', () => {
    expect(read('TUESDAY', 20, 2).open).toEqual([{ days: ['mon'], from: '20:00', to: '02:00' }]);
  });

  it.each([
    ['TUESDAY', 9, 18],
    ['WEDNESDAY', 20, 2],
  ])('refuses hours that last longer than a day: until %s', (closeDay, openHours, closeHours) => {
    expect(() => read(closeDay, openHours, closeHours)).toThrow(/is longer than a day/);
  });
});
