import * as fc from 'fast-check';
import type { FallbackStep } from '../../../src/tenants/fallback-schema';
import type { UsableEntry } from '../../../src/tenants/tenant';
import { CALLER, COLLEAGUE, OWN, PERSON, THIRD } from '../../fakes/tenants';

/** How Vapi answers one `POST /call`. */
export type Creation = 'created' | 'timeout' | 'unavailable' | 'full' | 'unsafe';

/** How the assistant's stream ends, and what Vapi reports of it. */
export interface StreamEnd {
  readonly callerLeaves: boolean;
  /** `unreachable`: Vapi does not answer. Anything else: the call's status, or an endedReason. */
  readonly vapiSays: string;
  readonly seconds: number;
}

/** How ringing people ends; undefined = Twilio does not say. */
export interface DialEnd {
  readonly status: string | undefined;
  readonly bridged: string | undefined;
  readonly answeredBy: string | undefined;
  readonly callerLeaves: boolean;
}

/** What a caller does after the tone. `absent`: Twilio continues in the document. */
export type RecordEnd = 'message' | 'silence' | 'nothing' | 'hangup' | 'gone' | 'absent';

/**
 * What happens to one caller, whatever we answer. Each list is gone through again when it is at its
 * end: the first item for the first time that it is needed.
 */
export interface History {
  readonly from: string;
  /** What the tenant is, for each document that we answer: deployed anew at any time. */
  readonly deployments: readonly UsableEntry[];
  readonly creations: readonly Creation[];
  readonly streams: readonly StreamEnd[];
  readonly dials: readonly DialEnd[];
  readonly records: readonly RecordEnd[];
  /** Whether a webhook comes as two copies at once. */
  readonly doubles: readonly boolean[];
  /** Which of the chain's earlier requests comes again meanwhile; 0 = none. */
  readonly echoes: readonly number[];
}

const numbers = fc.uniqueArray(fc.constantFrom(PERSON, COLLEAGUE, THIRD, OWN), {
  minLength: 1,
  maxLength: 4,
});

const step: fc.Arbitrary<FallbackStep> = fc.oneof(
  fc.record({ step: fc.constant('say' as const), text: fc.constant('We are out.') }),
  fc.record({
    step: fc.constant('dial' as const),
    numbers,
    ring: fc.constantFrom('together' as const, 'in-turn' as const),
    ringSeconds: fc.constantFrom(5, 20, 120),
    screen: fc.constantFrom('press-1' as const, 'none' as const),
  }),
  fc.record({ step: fc.constant('voicemail' as const) }),
);

const chain = fc
  .tuple(fc.array(step, { maxLength: 9 }), fc.boolean())
  .map(([steps, hangsUp]): FallbackStep[] =>
    hangsUp && steps.length > 0 ? [...steps, { step: 'hangup' }] : steps,
  );

const voicemail = fc.record(
  {
    greeting: fc.constant('Speak.'),
    maxSeconds: fc.constantFrom(5, 120, 600),
    transcribe: fc.boolean(),
  },
  { requiredKeys: ['maxSeconds', 'transcribe'] },
);

const tenant: fc.Arbitrary<UsableEntry> = fc.record(
  {
    id: fc.constant('a'),
    name: fc.constant('Linden'),
    language: fc.constantFrom('en-US', 'de-DE', 'pl-PL'),
    assistant: fc.constant({ assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' }),
    fallback: chain,
    voicemail,
  },
  { requiredKeys: ['id'] },
);

const stream: fc.Arbitrary<StreamEnd> = fc.record({
  callerLeaves: fc.nat(9).map((chance) => chance === 0),
  vapiSays: fc.constantFrom(
    'unreachable',
    'queued',
    'in-progress',
    'forwarding',
    'assistant-ended-call',
    'customer-ended-call',
    'exceeded-max-duration',
    'assistant-join-timed-out',
    'phone-call-provider-closed-websocket',
    'worker-shutdown',
    'assistant-forwarded-call',
    'call.start.error-subscription-concurrency-limit-reached',
    'call.start.error-get-assistant',
    'something-new',
  ),
  seconds: fc.constantFrom(0, 1, 14, 15, 600, -3_600),
});

const dial: fc.Arbitrary<DialEnd> = fc.record({
  status: fc.constantFrom('completed', 'busy', 'no-answer', 'failed', 'canceled', 'new', undefined),
  bridged: fc.constantFrom('true', 'false', undefined),
  answeredBy: fc.constantFrom(undefined, 'human', 'machine_start'),
  callerLeaves: fc.nat(9).map((chance) => chance === 0),
});

const list = <T>(item: fc.Arbitrary<T>, maxLength = 6) =>
  fc.array(item, { minLength: 1, maxLength });

/** Histories of every kind that Twilio, Vapi, people and deployments can bring about. */
export const history: fc.Arbitrary<History> = fc.record({
  from: fc.constantFrom(CALLER, 'anonymous', 'sip:desk@example.com', 'client:jenny', ''),
  deployments: list(tenant, 3),
  creations: list(
    fc.constantFrom<Creation>('created', 'created', 'timeout', 'unavailable', 'full', 'unsafe'),
  ),
  streams: list(stream, 3),
  dials: list(dial),
  records: list(
    fc.constantFrom<RecordEnd>('message', 'silence', 'nothing', 'hangup', 'gone', 'absent'),
  ),
  doubles: list(fc.boolean(), 3),
  echoes: list(fc.nat(4), 3),
});
