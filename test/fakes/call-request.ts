import type { CallRequest } from '../../src/vapi/call-request';
import type { EventsServerOptions } from '../../src/vapi/events-server';
import type { TransferToolOptions } from '../../src/vapi/transfer-tool';

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

/** Where a call's messages go. */
export const eventsServer: EventsServerOptions = {
  eventsUrl: 'https://ours.example/vapi/events',
  credential: 'canary-credential',
};

/** A tool that hands a call to one of two desks. */
export const transferTool: TransferToolOptions = {
  destinations: [
    { key: 'front-desk', description: 'Appointments' },
    { key: 'billing', description: 'Bills' },
  ],
  startWords: 'One moment, I am putting you through.',
  eventsUrl: 'https://ours.example/vapi/events',
  credential: 'canary-credential',
  token: 'canary-permit',
};
