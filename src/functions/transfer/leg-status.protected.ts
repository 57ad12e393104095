import { findTenant } from '../../runtime/tenants';
import { defineCallbackFunction } from '../../runtime/define-callback-function';
import { buildRoundServices } from '../../runtime/transfer-services';
import { handleLegEvent } from '../../transfer/leg-event';
import { parseLegEvent } from '../../twilio/transfer-events';

/**
 * `POST /transfer/leg-status`: a leg that rang a person has ended, or a machine answered it.
 * Answers 204; if people are rung in turn, rings the next.
 */
export const handler = defineCallbackFunction('transfer_leg', async (event, request) => {
  const leg = parseLegEvent(event);
  const { tenant } = await findTenant(leg.round.calledNumber, request);
  const log = request.log.with({ callSid: leg.round.callSid, tenantId: tenant.id });
  await handleLegEvent(leg, tenant, buildRoundServices({ ...request, log }));
});
