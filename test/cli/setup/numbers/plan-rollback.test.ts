import type { NumberSettings } from '../../../../cli/setup/numbers/number-settings';
import { listChanges } from '../../../../cli/setup/numbers/number-settings';
import { planRollback } from '../../../../cli/setup/numbers/plan-rollback';
import { buildSnapshot } from '../../../../cli/setup/numbers/snapshot';
import { accountNumber, DOMAIN, settingsOf } from './numbers';

const NUMBER = '+12025550101';
const OLD = { voiceUrl: 'https://old.example/voice', trunkSid: `TK${'a'.repeat(32)}` };

/** The snapshot of an apply that pointed the number here. */
const snapshot = () => {
  const before = accountNumber(NUMBER, OLD);
  const changes = listChanges(before.settings, settingsOf());
  const about = { accountSid: 'AC1', domainName: DOMAIN, takenAt: new Date(0) };
  return buildSnapshot(about, [
    { sid: before.sid, phoneNumber: NUMBER, tenantId: 'dental', changes },
  ]);
};

const roll = (settings: Partial<NumberSettings>, force = false) =>
  planRollback(snapshot(), [accountNumber(NUMBER, settings)], force);

describe('planRollback', () => {
  it('restores every field that apply changed', () => {
    const { restored, foreign } = roll(settingsOf());

    expect(restored[0]?.changes).toHaveLength(7);
    expect(restored[0]?.changes).toContainEqual({
      field: 'trunkSid',
      now: '',
      willBe: OLD.trunkSid,
    });
    expect(foreign).toEqual([]);
  });

  it('has nothing to do at a number that is as before', () => {
    const { already, restored } = roll(OLD);

    expect(already).toMatchObject([{ phoneNumber: NUMBER }]);
    expect(restored).toEqual([]);
  });

  it('finishes a number that is half as before', () => {
    const { restored } = roll({ ...settingsOf(), ...OLD });

    expect(restored[0]?.changes.map(({ field }) => field)).not.toContain('voiceUrl');
    expect(restored[0]?.changes).toHaveLength(5);
  });

  it('leaves a number alone that somebody changed since, and names the field', () => {
    const settings = { ...settingsOf(), voiceUrl: 'https://third.example/' };
    const { foreign, restored } = roll(settings);

    expect(foreign).toMatchObject([{ phoneNumber: NUMBER, foreignFields: ['voiceUrl'] }]);
    expect(restored).toEqual([]);
  });

  it('restores what somebody changed when forced', () => {
    const { foreign, restored } = roll({ voiceUrl: 'https://third.example/' }, true);

    expect(restored[0]?.changes).toContainEqual({
      field: 'voiceUrl',
      now: 'https://third.example/',
      willBe: OLD.voiceUrl,
    });
    expect(foreign).toEqual([]);
  });

  it('does not mind settings that apply did not touch', () => {
    const { restored } = roll({ ...settingsOf(), voiceApplicationSid: 'AP1' });

    expect(restored[0]?.changes.map(({ field }) => field)).not.toContain('voiceApplicationSid');
  });

  it('names numbers that the account no longer has', () => {
    expect(planRollback(snapshot(), [], false).gone).toMatchObject([{ phoneNumber: NUMBER }]);
  });
});
