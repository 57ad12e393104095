import { allowedFields } from '../../sandbox/vapi/allowed-fields';
import { allowedServerFields } from '../../sandbox/vapi/server-rules';
import { readDescription } from '../fixtures/api/descriptions';

interface Schemas {
  readonly components: {
    readonly schemas: Record<
      string,
      { properties?: Record<string, { items?: { enum?: readonly string[] } }> }
    >;
  };
}

describe("the stand-in's list of fields", () => {
  const { schemas } = readDescription<Schemas>('vapi').components;
  const unpublished = ['phoneCallProviderBypassEnabled', 'metadata'];

  it.each([
    ['CreateCallDTO', allowedFields.call, unpublished],
    ['CreateCustomerDTO', allowedFields.customer, []],
    ['AssistantOverrides', allowedFields.assistantOverrides, []],
    ['WorkflowOverrides', allowedFields.workflowOverrides, []],
    ['Server', allowedServerFields.server, []],
    ['BackoffPlan', allowedServerFields.backoffPlan, []],
  ])("is the official schema's: %s", (name, allowed, besides) => {
    const official = Object.keys(schemas[name]?.properties ?? {});

    expect([...allowed].sort()).toEqual([...official, ...besides].sort());
  });

  it("is the official schema's: the messages that a server may ask for", () => {
    const { properties } = schemas['AssistantOverrides'] ?? {};
    const official = properties?.['serverMessages']?.items?.enum ?? [];

    expect([...allowedServerFields.serverMessages].sort()).toEqual([...official].sort());
  });
});
