import { maskNumber } from '../log/redact';
import { defineCallbackFunction } from '../runtime/define-callback-function';
import { parseCallStatus } from '../twilio/call-status';

/**
 * `POST /call-status`: the status callback of every tenant's number, once at the end of each call.
 * Answers 204 and leaves the call's summary line in the log. No caller hears anything of it.
 * @see https://www.twilio.com/docs/voice/twiml
 */
export const handler = defineCallbackFunction('call_status', (event, { log }) => {
  const { callSid, calledNumber, caller, status, durationSeconds } = parseCallStatus(event);
  log.info('call.ended', 'The call is over', {
    callSid,
    called: maskNumber(calledNumber),
    caller: caller.kind === 'number' ? maskNumber(caller.number) : caller.kind,
    status,
    durationSeconds,
  });
});
