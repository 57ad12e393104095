import type { CallRequest } from '../../src/vapi/call-request';

/** A request of a caller who withholds everything. */
export const withheldCallRequest: CallRequest = {
  assistant: { kind: 'assistant', id: 'x' },
  phoneNumberId: undefined,
  name: undefined,
  caller: { kind: 'withheld' },
  callerName: undefined,
  callSid: 'CA1',
  variables: {},
  metadata: {},
};
