import { unsafeSettings } from '../../../../cli/setup/doctor/checks/unsafe-settings';
import { fakeDoctorContext } from '../../../fakes/doctor-facts';

describe('unsafe-settings', () => {
  it('fails on a secret that two share, and on a private webhook (T13, T14)', () => {
    const secret = 'canary-secret-of-the-tests-1';
    const healthy = fakeDoctorContext();
    const { tenants } = healthy.tenants.value!;
    const defaults = { ...tenants.defaults, reports: { webhook: { url: 'https://10.0.0.1/a' } } };
    const file = { file: 'x', tenants: { ...tenants, defaults } };
    const environment = { SWITCHBOARD_EVENTS_SECRET: secret, SWITCHBOARD_WEBHOOK_SECRET: secret };

    const result = unsafeSettings.run(
      fakeDoctorContext({ environment, tenants: { value: file } } as never),
    );

    expect(result).toMatchObject({ status: 'fail' });
    expect(JSON.stringify(result)).toMatch(/is the same as.*defaults: the webhook of reports/);
    expect(JSON.stringify(result)).not.toContain('canary');
  });
});
