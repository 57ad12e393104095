import { maskNumber } from '../log/redact';
import { defineCallbackFunction } from '../runtime/define-callback-function';
import { handleCallEnd } from '../runtime/handle-call-end';
import { parseCallStatus } from '../twilio/call-status';

/**
 * `POST /call-status`: the status callback of every tenant's number, once at the end of each call.
 * Answers 204 and leaves the call's summary entry in the log. No caller hears anything of it; but a
 * slot may be free now for somebody who asked to be called back.
 * @see https://www.twilio.com/docs/voice/twiml
 */
export const handler = defineCallbackFunction(
  'call_status',
  async (event, request) => {
    const end = parseCallStatus(event);
    const { callSid, calledNumber, caller, status, durationSeconds } = end;
    request.log.info('call.ended', 'The call is over', {
      callSid,
      called: maskNumber(calledNumber),
      caller: caller.kind === 'number' ? maskNumber(caller.number) : caller.kind,
      status,
      durationSeconds,
    });
    await handleCallEnd(end, request);
  },
  { part: 'call_status', settles: true, isSetInNumber: true },
);
