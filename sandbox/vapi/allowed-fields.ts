import type { Vapi } from '@vapi-ai/server-sdk';

/** Names every key of a type once; a key too many or too few does not compile. */
export type KeysOf<T> = Record<keyof T, true>;

const callFields: KeysOf<Vapi.CreateCallDto> = {
  assistantVersion: true,
  transport: true,
  customers: true,
  name: true,
  schedulePlan: true,
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
};

const customerFields: KeysOf<Vapi.CreateCustomerDto> = {
  numberE164CheckEnabled: true,
  extension: true,
  assistantOverrides: true,
  squadOverrides: true,
  number: true,
  sipUri: true,
  name: true,
  email: true,
  externalId: true,
};

const workflowOverrideFields: KeysOf<Vapi.WorkflowOverrides> = { variableValues: true };

const assistantOverrideFields: KeysOf<Vapi.AssistantOverrides> = {
  transcriber: true,
  model: true,
  voice: true,
  firstMessage: true,
  firstMessageInterruptionsEnabled: true,
  firstMessageMode: true,
  voicemailDetection: true,
  clientMessages: true,
  serverMessages: true,
  maxDurationSeconds: true,
  backgroundSound: true,
  modelOutputInMessagesEnabled: true,
  transportConfigurations: true,
  observabilityPlan: true,
  credentials: true,
  hooks: true,
  'tools:append': true,
  variableValues: true,
  name: true,
  voicemailMessage: true,
  endCallMessage: true,
  endCallPhrases: true,
  compliancePlan: true,
  metadata: true,
  backgroundSpeechDenoisingPlan: true,
  analysisPlan: true,
  artifactPlan: true,
  startSpeakingPlan: true,
  stopSpeakingPlan: true,
  monitorPlan: true,
  credentialIds: true,
  server: true,
  keypadInputPlan: true,
};

/** Fields of `POST /call` that the live API takes and no published schema names. */
const UNPUBLISHED = ['phoneCallProviderBypassEnabled', 'metadata'];

/** The fields that Vapi takes, by the object they belong to. Any other is a 400. */
export const allowedFields = {
  call: new Set([...Object.keys(callFields), ...UNPUBLISHED]),
  customer: new Set(Object.keys(customerFields)),
  assistantOverrides: new Set(Object.keys(assistantOverrideFields)),
  workflowOverrides: new Set(Object.keys(workflowOverrideFields)),
};
