import type { WebhookForm } from '../../sandbox/twilio/voice/webhook';
import type { Container, FunctionAnswer } from './container';
import { tenantFileOf } from './tenant-file';
import { formOf, type World } from './world';

const CONSENT = {
  default: 'none',
  rules: [
    { country: 'US', state: 'CA', consent: 'ask' },
    { country: 'DE', consent: 'announce' },
  ],
};
/** Places that callers come from: asked, told, neither. */
export const FROM = {
  california: { FromCountry: 'US', FromState: 'CA' },
  germany: { FromCountry: 'DE', FromState: '' },
  virginia: { FromCountry: 'US', FromState: 'VA' },
} as const;

/** What differs from a tenant that both record, by rules. */
export interface Setting {
  readonly recording?: unknown;
  readonly tenant?: object;
  readonly environment?: Record<string, string>;
}

/** Calls to a tenant that says something about recording. */
export class RecordingWorld {
  constructor(private readonly world: World) {}

  containerOf(name: string, { recording, tenant, environment }: Setting = {}): Container {
    return this.world.containerOf(`${name}.protected`, {
      tenantFile: tenantFileOf({
        recording: recording ?? { by: 'both', consent: CONSENT },
        ...tenant,
      }),
      environment: this.world.environment(environment),
    });
  }

  async answerCall(from: Record<string, string>, setting?: Setting) {
    const container = this.containerOf('incoming-call', setting);
    const form: WebhookForm = { ...formOf(), ...from };
    return { form, container, answer: await container.invoke(form) };
  }

  /** Says what a caller did who was asked: pressed keys, or nothing. */
  async reply(digits: string | undefined, setting?: Setting, form?: WebhookForm) {
    const container = this.containerOf('front-door', setting);
    const event = {
      question: 'consent',
      ...(form ?? { ...formOf(), ...FROM.california }),
      CallStatus: 'in-progress',
    };
    const keys = digits === undefined ? {} : { Digits: digits };
    const answer: FunctionAnswer = await container.invoke({ ...event, ...keys });
    return { container, answer };
  }

  /** What Vapi was told of a call. */
  sentOf(index = 0, field = 'assistantOverrides'): SentToVapi {
    return this.world.vapi.calls[index]?.request[field] as SentToVapi;
  }
}

interface SentToVapi {
  readonly variableValues: Record<string, unknown>;
  readonly metadata?: Record<string, unknown>;
  readonly artifactPlan?: { readonly recordingEnabled: boolean };
}

/** The verbs of an answer that Twilio records. */
export const RECORDED = ['Start', 'Connect'];

/** What callers are asked in English. */
export const QUESTION = /^We would like to record this call\. Press 1/;
