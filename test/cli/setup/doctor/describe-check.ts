import type { Check } from '../../../../cli/setup/doctor/check';
import type { DoctorFacts } from '../../../../cli/setup/doctor/doctor-facts';
import { fakeDoctorContext } from '../../../fakes/doctor-facts';

export type Parts = Partial<DoctorFacts>;
type Row = [found: RegExp, status: string, parts: Parts, exitCode?: number];

// A default keeps Jest from taking the parameter for its callback.
const defaultExitCode = (status: string) => (status === 'fail' ? 1 : 0);

/** Runs a check on a healthy chain that differs in some parts, a row each. */
export const describeCheck = (check: Check, rows: Row[]) =>
  describe(check.id, () => {
    it.each(rows)(
      'finds %s: %s',
      async (found, status, parts, exitCode = defaultExitCode(status)) => {
        const result = await check.run(fakeDoctorContext(parts));

        expect(result).toMatchObject({ status, found: expect.stringMatching(found) as string });
        expect(result.exitCode).toBe(exitCode);
        if (exitCode !== 0) expect(result.fix).toMatch(/\w+/);
      },
    );
  });
