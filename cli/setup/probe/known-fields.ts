import type { Vapi } from '@vapi-ai/server-sdk';

/** Names every key of a type once; an additional or missing key does not compile. */
type KeysOf<T> = Record<keyof T, true>;

const publishedFields: KeysOf<Vapi.Call> = {
  type: true,
  costs: true,
  messages: true,
  phoneCallProvider: true,
  phoneCallTransport: true,
  status: true,
  endedReason: true,
  endedMessage: true,
  destination: true,
  assistantVersion: true,
  transport: true,
  id: true,
  orgId: true,
  createdAt: true,
  updatedAt: true,
  startedAt: true,
  endedAt: true,
  cost: true,
  costBreakdown: true,
  artifactPlan: true,
  analysis: true,
  monitor: true,
  artifact: true,
  compliance: true,
  phoneCallProviderId: true,
  campaignId: true,
  assistantId: true,
  assistant: true,
  assistantOverrides: true,
  squadId: true,
  squad: true,
  squadOverrides: true,
  workflowId: true,
  workflow: true,
  workflowOverrides: true,
  phoneNumberId: true,
  phoneNumber: true,
  customerId: true,
  customer: true,
  name: true,
  schedulePlan: true,
};

/** Seen in answers of the live API, and in no published schema. */
const UNPUBLISHED = [
  'metadata',
  'phoneCallProviderBypassEnabled',
  'phoneCallProviderDetails',
  'subscriptionLimits',
];

/** Fields that a call at Vapi is known to have. */
export const knownFields: ReadonlySet<string> = new Set([
  ...Object.keys(publishedFields),
  ...UNPUBLISHED,
]);
