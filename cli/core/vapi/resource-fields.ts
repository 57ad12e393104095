import * as v from 'valibot';

/** The fields that decide about a call's tools and length, in an assistant or its overrides. */
export interface AssistantTraits {
  /** Types of the tools that it contains: `transferCall`, `function` and others. */
  readonly toolTypes: readonly string[];
  /** Tools that it references: their types cannot be seen here. */
  readonly savedToolCount: number;
  /** Undefined if nobody set one: then Vapi's default applies. */
  readonly maxDurationSeconds: number | undefined;
}

/** An assistant, as far as we read it. */
export interface VapiAssistant extends AssistantTraits {
  readonly id: string;
}

/** One member of a squad: a saved assistant by its id, or one defined in the squad. */
export interface SquadMember {
  readonly assistantId: string | undefined;
  readonly assistant: AssistantTraits | undefined;
  readonly overrides: AssistantTraits;
}

/** A squad, as far as we read it. */
export interface VapiSquad {
  readonly id: string;
  readonly members: readonly SquadMember[];
  /** Override every member's own. */
  readonly overrides: AssistantTraits;
}

/** A phone number, as far as we read it. The Auth Token that may come with it is never kept. */
export interface VapiPhoneNumber {
  readonly id: string;
  readonly provider: string;
  readonly status: string | undefined;
  /** E.164; numbers of some providers have none. */
  readonly number: string | undefined;
  readonly twilioAccountSid: string | undefined;
}

/** A workflow, as far as we read it. */
export interface VapiWorkflow {
  readonly id: string;
}

/** Fields that are not ids may be missing, null or of another type: they count as not set. */
const lenient = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.fallback(v.optional(schema), undefined);

const toolList = lenient(v.array(v.fallback(v.object({ type: v.string() }), { type: 'unknown' })));

const traits = v.pipe(
  v.object({
    model: lenient(
      v.object({
        tools: toolList,
        toolIds: lenient(v.array(v.unknown())),
        toolRefs: lenient(v.array(v.unknown())),
      }),
    ),
    'tools:append': toolList,
    maxDurationSeconds: lenient(v.number()),
  }),
  v.transform(({ model, 'tools:append': appended, maxDurationSeconds }): AssistantTraits => ({
    toolTypes: [...(model?.tools ?? []), ...(appended ?? [])].map(({ type }) => type),
    savedToolCount: (model?.toolIds?.length ?? 0) + (model?.toolRefs?.length ?? 0),
    maxDurationSeconds,
  })),
);

const NO_TRAITS: AssistantTraits = {
  toolTypes: [],
  savedToolCount: 0,
  maxDurationSeconds: undefined,
};

const idOnly = v.object({ id: v.string() });

export const assistantSchema: v.GenericSchema<unknown, VapiAssistant> = v.pipe(
  v.unknown(),
  v.transform((body) => ({ head: body, traits: body })),
  v.object({ head: idOnly, traits }),
  v.transform(({ head, traits: own }) => ({ ...head, ...own })),
);

const memberSchema = v.pipe(
  v.object({
    assistantId: lenient(v.string()),
    assistant: lenient(traits),
    assistantOverrides: lenient(traits),
  }),
  v.transform(({ assistantId, assistant, assistantOverrides }): SquadMember => ({
    assistantId,
    assistant,
    overrides: assistantOverrides ?? NO_TRAITS,
  })),
);

export const squadSchema: v.GenericSchema<unknown, VapiSquad> = v.pipe(
  v.object({ id: v.string(), members: v.array(memberSchema), membersOverrides: lenient(traits) }),
  v.transform(({ id, members, membersOverrides }) => ({
    id,
    members,
    overrides: membersOverrides ?? NO_TRAITS,
  })),
);

export const phoneNumberSchema: v.GenericSchema<unknown, VapiPhoneNumber> = v.pipe(
  v.object({
    id: v.string(),
    provider: v.string(),
    status: lenient(v.string()),
    number: lenient(v.string()),
    twilioAccountSid: lenient(v.string()),
  }),
  v.transform(({ id, provider, status, number, twilioAccountSid }) => ({
    id,
    provider,
    status,
    number,
    twilioAccountSid,
  })),
);

export const workflowSchema: v.GenericSchema<unknown, VapiWorkflow> = idOnly;
