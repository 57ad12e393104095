import { decideLeg } from '../legs/decide-leg';
import type { PeopleFirst } from '../tenants/answer-first-schema';

/** Where a call comes from and goes to: a leg to one of these numbers would come back. */
export interface CallEnds {
  /** The called number; undefined if it is none that may be shown. */
  readonly ownNumber: string | undefined;
  /** Whether the call is a leg of ours that came back. */
  readonly isOwnLeg: boolean;
  readonly cameFrom: readonly (string | undefined)[];
}

/** Returns the people who may be rung for this call. */
export function listPeople(
  { numbers }: Pick<PeopleFirst, 'numbers'>,
  { ownNumber, isOwnLeg, cameFrom }: CallEnds,
): readonly string[] {
  return numbers.filter(
    (to) => decideLeg({ to, isOwn: isOwnLeg || to === ownNumber, cameFrom }).rings,
  );
}
