import type { RunVerb } from '../leg';

/** Replaces the document. */
export const runRedirect: RunVerb = (verb, { leg, documentUrl }) =>
  Promise.resolve(leg.goTo(verb.text.trim(), documentUrl, { method: verb.attributes['method'] }));

/** Ends the leg. */
export const runHangup: RunVerb = () => Promise.resolve('hangup');

/**
 * Refuses the call; what the caller then hears is up to their carrier. A call that a verb before
 * has answered is only hung up, and billed.
 * @see https://www.twilio.com/docs/voice/twiml/reject
 */
export const runReject: RunVerb = (verb, { leg }) => {
  if (leg.answeredAtMs === undefined) {
    const isBusy = verb.attributes['reason'] === 'busy';
    leg.status = isBusy ? 'busy' : 'no-answer';
    leg.hands.ring({ kind: isBusy ? 'busy' : 'not-in-service' });
    leg.call.journal.note('heard', `[carrier] ${isBusy ? 'busy' : 'not in service'}`);
  } else leg.call.journal.note('twilio', 'hangs up: Reject comes too late, the call is billed');
  return Promise.resolve('hangup');
};

/** Leaves a queue from its wait document only, where the queue itself reads it. */
export const runLeave: RunVerb = (_verb, { leg }) => {
  leg.call.journal.problem('12200 Leave stands outside of a queue');
  return Promise.resolve('next-verb');
};
