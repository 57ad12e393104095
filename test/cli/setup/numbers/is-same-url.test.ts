import { numberWebhooks } from '../../../../cli/setup/doctor/checks/number-webhooks';
import { listChanges, type NumberSettings } from '../../../../cli/setup/numbers/number-settings';
import { accountNumber, fakeDoctorContext } from '../../../fakes/doctor-facts';

const { voiceUrl: wanted } = accountNumber();

/** What the doctor and what numbers plan makes of a number's URL. */
async function compare(voiceUrl: string) {
  const context = fakeDoctorContext({ numbers: { value: [accountNumber({ voiceUrl })] } });
  const { status } = await numberWebhooks.run(context);
  const changes = listChanges({ voiceUrl } as NumberSettings, { voiceUrl: wanted });
  return [status, changes.length];
}

describe('doctor and numbers plan', () => {
  it.each([
    `${wanted}#rc=2&rp=5xx,ct,rt`,
    wanted.replace('vapi-switchboard', 'VAPI-Switchboard'),
    wanted.replace('.io/', '.io:443/'),
  ])('take %s for right (F8)', async (url) => {
    expect(await compare(url)).toEqual(['pass', 0]);
  });

  it.each([`${wanted}/`, `${wanted}?a=1`, wanted.replace('https:', 'http:'), '', 'nonsense'])(
    'take %j for wrong (F8)',
    async (url) => {
      expect(await compare(url)).toEqual(['fail', 1]);
    },
  );
});
