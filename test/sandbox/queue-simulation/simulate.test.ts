import { Ledger } from '../../../sandbox/queue-simulation/ledger';
import { Slots } from '../../../sandbox/queue-simulation/slots';
import { planDay, type SimulatedCaller } from '../../../sandbox/queue-simulation/day';
import { DEFAULT_DAY, simulateDay } from '../../../sandbox/queue-simulation/simulate';
import { Clock } from '../../../sandbox/clock/clock';

const callerOf = (index: number): SimulatedCaller => ({
  index,
  callSid: `CA${index}`,
  arrivesAtMs: 0,
  patienceMs: 0,
  talkMs: 0,
});

describe('a simulated day', () => {
  it.each([7, 8])(
    'loses and overtakes nobody, and takes no more lines than there are: seed %d',
    async (seed) => {
      const { switchboard, guide } = await simulateDay({ ...DEFAULT_DAY, seed });

      expect(switchboard).toMatchObject({ callers: 1_000, lost: 0, overtakings: 0 });
      expect(switchboard.busiestSlots).toBe(10);
      expect(switchboard.answeredAfterWaiting).toBeGreaterThan(50);
      expect(switchboard.answered).toBeGreaterThan(guide.answered);
      expect(guide.callers).toBe(1_000);
    },
    60_000,
  );

  it('loses nobody when every report is lost', async () => {
    const mishaps = { lostReports: 0.999, crashes: 0 };

    const { switchboard } = await simulateDay({ ...DEFAULT_DAY, mishaps });

    expect(switchboard).toMatchObject({ lost: 0, overtakings: 0, fallback: 0 });
  }, 60_000);

  it('loses nobody when one request in twenty crashes', async () => {
    const mishaps = { lostReports: 0.05, crashes: 0.05 };

    const { switchboard } = await simulateDay({ ...DEFAULT_DAY, mishaps });

    expect(switchboard.lost).toBe(0);
  }, 60_000);

  it('is the same for the same seed', () => {
    expect(planDay(3, 50)).toEqual(planDay(3, 50));
    expect(planDay(3, 50)).not.toEqual(planDay(4, 50));
  });
});

describe('the ledger', () => {
  const open = (slotCount = 1) => {
    const clock = new Clock({ startsAtMs: 0 });
    const slots = new Slots(clock, slotCount);
    return { clock, slots, ledger: new Ledger(clock, slots) };
  };

  it('counts who is answered before somebody who has waited longer', async () => {
    const { clock, ledger } = open();
    const [first, second] = [callerOf(0), callerOf(1)];
    clock.timer(0, () => ledger.arrive(first));
    clock.timer(10_000, () => ledger.arrive(second));
    clock.timer(20_000, () => ledger.end(second, 'assistant'));
    clock.timer(30_000, () => ledger.end(first, 'assistant'));

    await clock.until(() => clock.isIdle);

    expect(ledger.close()).toMatchObject({ answered: 2, overtakings: 1, lost: 0 });
  });

  it('counts who hangs up beside a slot that nobody used as lost, and who is never answered', async () => {
    const { clock, ledger } = open();
    const [forgotten, stuck] = [callerOf(0), callerOf(1)];
    clock.timer(0, () => ledger.arrive(forgotten));
    clock.timer(0, () => ledger.arrive(stuck));
    clock.timer(90_000, () => ledger.end(forgotten, 'hung-up'));

    await clock.until(() => clock.isIdle);

    expect(ledger.close()).toMatchObject({ callers: 2, abandoned: 1, lost: 2 });
  });

  it('does not blame anybody where all slots were taken', async () => {
    const { clock, slots, ledger } = open();
    const patient = callerOf(0);
    const slot = slots.ask();
    if (slot !== undefined) slot.isUsed = true;
    ledger.watchSlots();
    clock.timer(0, () => ledger.arrive(patient));
    clock.timer(90_000, () => ledger.end(patient, 'hung-up'));

    await clock.until(() => clock.isIdle);

    expect([slots.ask(), ledger.close()]).toEqual([
      undefined,
      expect.objectContaining({ abandoned: 1, lost: 0 }),
    ]);
  });
});
