import { buildRoundServices } from '../../runtime/transfer-services';
import { defineVoiceFunction } from '../../runtime/define-voice-function';
import { buildQueueingServices } from '../../runtime/queue-services';
import { answerReturned } from '../../transfer/returned';
import { parseTransferCaller } from '../../twilio/transfer-events';
import { buildTransferUrls } from '../../twilio/transfer-round';

/**
 * `POST /transfer/returned`: what a caller gets after leaving the conference of a transfer, because
 * nobody took the call or the talk is over: the assistant again, the fallback, or a goodbye.
 */
export const handler = defineVoiceFunction({
  event: 'transfer_returned',
  leavesPart: true,
  parse: parseTransferCaller,
  answer: (caller, request) =>
    answerReturned(caller, {
      ...buildQueueingServices(caller, request),
      rest: buildRoundServices(request).rest,
      buildReturnedUrl: buildTransferUrls(request.origin ?? '', caller.round).returned,
    }),
});
