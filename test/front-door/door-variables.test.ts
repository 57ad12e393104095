import type { DoorState } from '../../src/phone/door-state';
import { describeDoor } from '../../src/front-door/door-variables';
import { parsePlace } from '../../src/phone/place';
import { tenantOf } from '../fakes/tenants';

const AT = new Date('2026-12-24T09:00Z');
const describeFor = (parts: object, door: DoorState) =>
  describeDoor(
    { ...tenantOf(undefined), ...parts },
    { door: { arrivedAtMs: AT.getTime(), ...door }, callerPlace: parsePlace('DE', '') },
    { untilMs: AT.getTime() + 3_600_000 },
  );

describe('describeDoor', () => {
  it('says no time of a business without hours that is closed by hand', () => {
    const told = describeFor({}, { closedBy: 'by-hand' });

    expect(told).toMatchObject({ isOpen: 'false', closedReason: 'by-hand' });
    expect(told).toMatchObject({ opensAt: '', localTime: '', timeZone: '' });
  });

  it('says the time at a business with hours', () => {
    const hours = { timeZone: 'Europe/Berlin', open: [] };

    const told = describeFor({ hours }, { closedBy: 'by-hand' });

    expect(told).toMatchObject({ localTime: 'Thursday, December 24 at 10:00 AM' });
  });
});
