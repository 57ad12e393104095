import { numberWebhooks } from '../../../../cli/setup/doctor/checks/number-webhooks';
import { listChanges, type NumberSettings } from '../../../../cli/setup/numbers/number-settings';
import { isSameUrl } from '../../../../cli/setup/numbers/is-same-url';
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

describe('connection overrides', () => {
  const plain = 'https://a.twil.io/call-status';

  it.each([
    ['are set where there are none', plain, `${plain}#rc=2`, false],
    ['of the operator are kept', `${plain}#rc=5`, `${plain}#rc=2`, true],
    ['of the operator are kept where we want none', `${plain}#rc=5`, plain, true],
    ['of another address are not ours', 'https://b.twil.io/#rc=2', `${plain}#rc=2`, false],
  ])('%s', (_case, given, wanted, isSame) => {
    expect(isSameUrl(given, wanted)).toBe(isSame);
  });
});
