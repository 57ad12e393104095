import { type EndedGroup, groupEndedReason } from '../../src/vapi/ended-reason';
import { readDescription } from '../fixtures/api/descriptions';

const prefixed = (prefix: string, ...words: string[]) => words.map((word) => prefix + word);

/** Vapi's reasons as its documentation and its API description name them. */
const KNOWN: Readonly<Record<Exclude<EndedGroup, 'unknown'>, readonly string[]>> = {
  assistant: [
    'assistant-ended-call',
    'assistant-ended-call-with-hangup-task',
    'assistant-ended-call-after-message-spoken',
    'assistant-said-end-call-phrase',
    'call.ringing.hook-executed-say',
    'call.ending.hook-executed-say',
  ],
  caller: [
    'customer-ended-call',
    'customer-ended-call-before-warm-transfer',
    'customer-ended-call-after-warm-transfer-attempt',
    'customer-ended-call-during-transfer',
    'call.in-progress.twilio-completed-call',
    'twilio-completed-call',
  ],
  time: ['exceeded-max-duration', 'silence-timed-out', 'manually-canceled', 'call-deleted'],
  'never-connected': [
    'phone-call-provider-bypass-enabled-but-no-call-received',
    'assistant-join-timed-out',
    'customer-busy',
    'customer-did-not-answer',
    'twilio-failed-to-connect-call',
    'call.in-progress.twilio-failed-to-connect-call',
    'call.in-progress.error-providerfault-transport-never-connected',
    ...prefixed(
      'call.in-progress.error-vapifault-',
      'transport-never-connected',
      'transport-connected-but-call-not-active',
      'call-started-but-connection-to-transport-missing',
      'worker-not-available',
      'chat-pipeline-failed-to-start',
    ),
  ],
  broken: [
    'phone-call-provider-closed-websocket',
    'call.in-progress.error-assistant-did-not-receive-customer-audio',
    'call.in-progress.error-vapifault-worker-died',
    'worker-shutdown',
    ...prefixed('call.start.error-vapifault-', 'get-org', 'get-subscription', 'database-error'),
    'call.in-progress.error-providerfault-openai-llm-failed',
    'call.in-progress.error-vapifault-deepgram-transcriber-failed',
    'call.in-progress.error-pipeline-no-available-llm-model',
    'pipeline-error-eleven-labs-voice-failed',
    'pipeline-no-available-llm-model',
  ],
  full: ['call.start.error-subscription-concurrency-limit-reached'],
  refused: [
    ...prefixed(
      'call.start.error-',
      'subscription-frozen',
      'subscription-insufficient-credits',
      'subscription-wallet-does-not-exist',
      'subscription-upgrade-failed',
      'fraud-check-failed',
      'enterprise-feature-not-available-recording-consent',
      'vapi-number-international',
      'vapi-number-outbound-daily-limit',
      'get-assistant',
      'get-phone-number',
      'get-customer',
      'get-resources-validation',
      'get-transport',
    ),
    'call.start.assistant-version-error-validation',
    'call-start-error-neither-assistant-nor-server-set',
    'assistant-not-found',
    'assistant-not-valid',
    ...prefixed(
      'assistant-request-',
      'failed',
      'returned-error',
      'returned-unspeakable-error',
      'returned-invalid-assistant',
      'returned-no-assistant',
    ),
    'scheduled-call-deleted',
    ...prefixed(
      'call.in-progress.error-configfault-',
      'model-unsupported-in-squad',
      'transport-unsupported-for-model',
    ),
  ],
  transfer: [
    'assistant-forwarded-call',
    'assistant-request-returned-forwarding-phone-number',
    'call.in-progress.error-transfer-failed',
    ...prefixed(
      'call.in-progress.error-warm-transfer-',
      'max-duration',
      'assistant-cancelled',
      'silence-timeout',
      'microphone-timeout',
    ),
    'call.forwarding.operator-busy',
    'call.forwarding.no-answer',
    'call.ringing.hook-executed-transfer',
    'call.ending.hook-executed-transfer',
  ],
};

/** Other carriers, other kinds of calls, and words of which nobody says what the caller went through. */
const UNKNOWN_ON_PURPOSE = [
  'vonage-disconnected',
  'vonage-failed-to-connect-call',
  'vonage-completed',
  'vonage-rejected',
  'call.in-progress.sip-completed-call',
  'call.in-progress.error-sip-inbound-call-failed-to-connect',
  'call.in-progress.error-sip-outbound-call-failed-to-connect',
  'call.ringing.error-sip-inbound-call-failed-to-connect',
  'call.ringing.sip-inbound-caller-hungup-before-call-connect',
  'customer-did-not-give-microphone-permission',
  'twilio-reported-customer-misdialed',
  'voicemail',
];

describe('groupEndedReason', () => {
  it.each(Object.entries(KNOWN))('takes as %s what Vapi ends so', (group, reasons) => {
    const misplaced = reasons.filter((reason) => groupEndedReason(reason) !== group);

    expect(misplaced).toEqual([]);
  });

  it.each([
    ['call.in-progress.error-vapifault-new-brain-failed', 'broken'],
    ['call.in-progress.error-providerfault-new-voice-500-server-error', 'broken'],
    ['pipeline-error-new-llm-failed', 'broken'],
    ['call.start.error-vapifault-new', 'broken'],
    ['call.start.error-new', 'refused'],
    ['call.in-progress.error-configfault-new', 'refused'],
    ['assistant-request-returned-something-new', 'refused'],
    ['customer-ended-call-in-a-new-way', 'caller'],
    ['assistant-ended-call-in-a-new-way', 'assistant'],
    ['call.forwarding.something-new', 'transfer'],
  ])('places a new reason by how it begins: %s', (reason, group) => {
    expect(groupEndedReason(reason)).toBe(group);
  });

  it.each([...UNKNOWN_ON_PURPOSE, '', 'unknown-error', 'database-error', 'toString', '__proto__'])(
    'makes no guess at "%s"',
    (reason) => {
      expect(groupEndedReason(reason)).toBe('unknown');
    },
  );
});

interface Schemas {
  readonly components: {
    readonly schemas: {
      readonly Call: { readonly properties: { readonly endedReason: { readonly enum: string[] } } };
    };
  };
}

describe("Vapi's own list of reasons", () => {
  it('has a group for each, but for those that are left unknown on purpose', () => {
    const { components } = readDescription<Schemas>('vapi');
    const reasons = components.schemas.Call.properties.endedReason.enum;

    const unknown = reasons.filter((reason) => groupEndedReason(reason) === 'unknown');

    expect(reasons.length).toBeGreaterThan(500);
    expect(unknown.sort()).toEqual([...UNKNOWN_ON_PURPOSE].sort());
  });
});
