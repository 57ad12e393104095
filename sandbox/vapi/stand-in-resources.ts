import type { IncomingMessage } from 'node:http';
import { type Organisation, vapiError, type VapiError } from './call-rules';

/** What can be looked up at the stand-in, under the word in its path. */
export type StandInKind = 'assistant' | 'squad' | 'phone-number' | 'workflow';

/** Fields that replace or join those of a resource. */
export type StandInFields = Readonly<Record<string, unknown>>;

const PATH = /^\/(assistant|squad|phone-number|workflow)\/([^/]+)$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const CREATED_AT = '2026-01-05T09:00:00.000Z';
const ORG_ID = '0d0c5e0a-0000-4000-8000-000000000000';

export type StandInLookup =
  { readonly found: Record<string, unknown> } | { readonly error: VapiError };

/** Every resource of the organisation, as Vapi's API shows it, and what a test wants of it. */
export class StandInResources {
  /** GET requests by path, in order of arrival. */
  readonly requests: string[] = [];
  readonly #fields = new Map<string, StandInFields>();

  /** @param organisation - may be changed at any time */
  constructor(public organisation: Organisation) {}

  /** Replaces fields of one resource, or of every one of its kind where no id is given. */
  set(kind: StandInKind, fields: StandInFields, id = '*'): void {
    this.#fields.set(`${kind} ${id}`, { ...this.#fields.get(`${kind} ${id}`), ...fields });
  }

  /** Returns the answer to a GET of a resource, or undefined where the path names none. */
  answer(request: Pick<IncomingMessage, 'method'>, pathname: string): StandInLookup | undefined {
    const [, kind, encodedId] = PATH.exec(pathname) ?? [];
    if (request.method !== 'GET' || kind === undefined || encodedId === undefined) return undefined;
    this.requests.push(pathname);
    const id = decodeURIComponent(encodedId);
    if (!UUID.test(id)) return { error: vapiError(400, 'Bad Request', 'id must be a UUID') };
    const known = kind as StandInKind;
    if (!this.#idsOf(known).includes(id)) {
      return { error: vapiError(404, 'Not Found', `Couldn't find ${known} ${id}`) };
    }
    const fields = { ...this.#fields.get(`${kind} *`), ...this.#fields.get(`${kind} ${id}`) };
    return { found: { ...this.#build(known, id), ...fields } };
  }

  #idsOf(kind: StandInKind): readonly string[] {
    const { assistantIds, squadIds, phoneNumberIds, workflowIds } = this.organisation;
    return {
      assistant: assistantIds,
      squad: squadIds,
      'phone-number': phoneNumberIds,
      workflow: workflowIds,
    }[kind];
  }

  #build(kind: StandInKind, id: string): Record<string, unknown> {
    const head = { id, orgId: ORG_ID, createdAt: CREATED_AT, updatedAt: CREATED_AT };
    switch (kind) {
      case 'assistant':
        return { ...head, ...ASSISTANT };
      case 'squad':
        return {
          ...head,
          name: 'Front desk and booking',
          members: this.organisation.assistantIds
            .slice(0, 2)
            .map((assistantId) => ({ assistantId, assistantDestinations: [] })),
        };
      case 'phone-number':
        return { ...head, ...PHONE_NUMBER };
      case 'workflow':
        return { ...head, name: 'Appointment', nodes: [], edges: [] };
    }
  }
}

/** A voice assistant as the dashboard makes one, with a limit that somebody chose. */
const ASSISTANT = {
  name: 'Front desk',
  firstMessage: 'Thank you for calling {{businessName}}. How can I help?',
  transcriber: { provider: 'deepgram', model: 'nova-2', language: 'en' },
  voice: { provider: 'vapi', voiceId: 'Elliot' },
  model: {
    provider: 'openai',
    model: 'gpt-4o',
    messages: [{ role: 'system', content: 'You answer for {{businessName}}.' }],
    tools: [{ type: 'endCall' }],
  },
  maxDurationSeconds: 1800,
};

/** A Twilio number as it is after its import. */
const PHONE_NUMBER = {
  provider: 'twilio',
  number: '+12025550101',
  name: 'Front desk',
  status: 'active',
  twilioAccountSid: `AC${'0'.repeat(32)}`,
  smsEnabled: true,
};
