import type { RunVerb } from '../leg';

/** Replaces the document. */
export const runRedirect: RunVerb = (verb, { leg, documentUrl }) =>
  Promise.resolve(leg.goTo(verb.text.trim(), documentUrl, { method: verb.attributes['method'] }));

/** Ends the leg. */
export const runHangup: RunVerb = () => Promise.resolve('hangup');

/** Turns the call away before it is answered; what the caller hears is up to their carrier. */
export const runReject: RunVerb = (verb, { leg }) => {
  leg.status = verb.attributes['reason'] === 'busy' ? 'busy' : 'no-answer';
  return Promise.resolve('hangup');
};

/** Leaves a queue from its wait document only, where the queue itself reads it. */
export const runLeave: RunVerb = (_verb, { leg }) => {
  leg.call.journal.problem('12200 Leave stands outside of a queue');
  return Promise.resolve('next-verb');
};
