import type { EventsSender } from './call-credential';
import { findCallSid, findOwn, fieldsOf, textOf } from './message-fields';

/** Why a message is not taken from its sender. */
export type Misfit = 'no message' | 'no call' | 'another call' | 'another tenant';

/**
 * Returns why a message is not one about its sender's call; undefined for one that is. What the message
 * says of call and tenant is only compared: what is done is done for the sender's.
 */
export function findMisfit(message: unknown, sender: EventsSender): Misfit | undefined {
  const fields = fieldsOf(message);
  if (Object.keys(fields).length === 0) return 'no message';
  const isNamed =
    textOf(fieldsOf(fields['call'])['id']) !== '' || findCallSid(fields) !== undefined;
  if (!isNamed) return 'no call';
  const [callSid, tenantId] = [findOwn(fields, 'callSid'), findOwn(fields, 'tenantId')];
  if (callSid !== '' && callSid !== sender.callSid) return 'another call';
  return tenantId !== '' && tenantId !== sender.tenantId ? 'another tenant' : undefined;
}
