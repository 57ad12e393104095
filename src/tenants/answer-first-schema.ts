import * as v from 'valibot';
import { bounds } from '../config/bounds';
import { phoneNumber, wholeSeconds } from './schema-parts';

/** People who are rung before the assistant. */
const people = v.strictObject({
  numbers: v.pipe(
    v.array(phoneNumber),
    v.minLength(1, 'has no number'),
    v.maxLength(bounds.peopleFirst, `has more than ${bounds.peopleFirst} numbers`),
  ),
  ring: v.optional(
    v.picklist(['together', 'in-turn'], 'is neither "together" nor "in-turn"'),
    'together',
  ),
  /** How long each phone rings. A mobile's mailbox often answers after 20 to 25 seconds. */
  ringSeconds: v.optional(wholeSeconds(5, 60), 15),
  /** Whether the person who answers presses 1, so that no mailbox gets the caller. */
  screen: v.optional(v.picklist(['press-1', 'none'], 'is neither "press-1" nor "none"'), 'press-1'),
});

/** Who is rung before the assistant: while the business is open, and while it is closed. */
export const answerFirst = v.pipe(
  v.strictObject({
    /** A tenant without `hours` is always open. */
    open: v.optional(people),
    closed: v.optional(people),
  }),
  v.check(({ open, closed }) => open !== undefined || closed !== undefined, 'names nobody'),
);

/** Who is rung first, as the tenant file writes it. */
export type AnswerFirst = v.InferOutput<typeof answerFirst>;
export type PeopleFirst = v.InferOutput<typeof people>;
