import * as fc from 'fast-check';
import { type DoorState, readDoor, writeDoor } from '../../src/phone/door-state';

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const doors: fc.Arbitrary<DoorState> = fc.record({
  arrivedAtMs: optional(fc.integer({ min: 0, max: 4e9 }).map((seconds) => seconds * 1_000)),
  isAdmitted: optional(fc.constant(true)),
  closedBy: optional(fc.constantFrom('hours', 'holiday', 'special', 'by-hand')),
  ringOutcome: optional(fc.constantFrom('no-answer', 'declined', 'busy', 'failed')),
  language: optional(fc.constantFrom('en-US', 'es-MX', 'zh-Hant-TW')),
  isAiDisclosed: optional(fc.constant(true)),
});

describe('the state of the front door', () => {
  it('reads what it wrote', () => {
    fc.assert(
      fc.property(doors, (door) => {
        expect(readDoor(writeDoor(door) ?? '')).toEqual(door);
      }),
    );
  });

  it('stands in an address as it is', () => {
    fc.assert(
      fc.property(doors, (door) => {
        const text = writeDoor(door) ?? '';

        expect(encodeURIComponent(text)).toBe(text);
      }),
    );
  });

  it('writes nothing where nothing is known', () => {
    expect(writeDoor({})).toBeUndefined();
  });

  it('knows nothing of what it did not write', () => {
    const nothing = readDoor('');

    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(Object.keys(readDoor(text))).toEqual(Object.keys(nothing));
      }),
    );
    expect(readDoor('at.1e9_in.2_closed.never_rang.loud_lang.<x>_ai.yes')).toEqual(nothing);
  });
});
