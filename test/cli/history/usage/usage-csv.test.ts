import { parse } from 'csv-parse/sync';
import { TenantUsage } from '../../../../cli/history/usage/count-usage';
import { DailyFigures } from '../../../../cli/history/usage/daily-figures';
import { formatUsageCsv } from '../../../../cli/history/usage/usage-csv';
import { buildUsageData } from '../../../../cli/history/usage/usage-data';

describe('formatUsageCsv', () => {
  it('keeps currencies apart, each in a row of its own, and counts nothing twice', () => {
    const usage = new TenantUsage();
    const row = {
      ...{ callSid: 'CA1', startMs: 0, status: 'completed', durationSeconds: 61 },
      ...{ tenantId: 'dental', caller: { key: 'k', shown: '***' } },
    };
    usage.billed.addTwilio({ ...row, price: 0.017, priceUnit: 'USD' });
    usage.billed.addTwilio({ ...row, price: 0.02, priceUnit: 'EUR' });
    usage.billed.addTwilio({ ...row, price: 0.1, priceUnit: 'USD', isOutgoing: true });
    const tenants = new Map([['dental', usage]]);

    const text = formatUsageCsv(
      buildUsageData(
        { tenants, daily: new DailyFigures(undefined), unknownAtVapi: 0 },
        {
          ...{ window: { fromMs: 0, untilMs: 1 }, timeZone: 'UTC', comparisons: [], notes: [] },
          ...{ rules: { underSeconds: undefined, isRejectedOut: false }, shownIds: undefined },
          ...{ knownIds: ['dental'], nameOf: () => '+cmd' },
        },
      ),
    );

    const rows = parse<Record<string, string>>(text, { columns: true });
    const picked = rows.map((each) => [
      each['calls'],
      each['twilio_cost'],
      each['twilio_currency'],
    ]);
    expect(picked).toEqual([
      ['2', '0.02', 'EUR'],
      ['', '0.117', 'USD'],
    ]);
    expect(rows[0]).toMatchObject({ tenant_name: "'+cmd", twilio_inbound_minutes: '4' });
  });
});
