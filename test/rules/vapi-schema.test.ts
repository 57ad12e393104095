import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../build/project';
import { allowedFields } from '../../sandbox/vapi/allowed-fields';
import { allowedServerFields } from '../../sandbox/vapi/server-rules';

/** Vapi's published description of its API, for whoever has it at hand. */
const file = path.join(
  process.env['VAPI_SPECS_FOLDER'] ?? inProject('..', 'shared', 'specs'),
  'vapi-openapi.json',
);
const describeWithSpecs = existsSync(file) ? describe : describe.skip;
if (!existsSync(file)) console.warn(`skipped: no ${path.basename(file)} (set VAPI_SPECS_FOLDER)`);

interface Schemas {
  readonly components: {
    readonly schemas: Record<
      string,
      { properties?: Record<string, { items?: { enum?: readonly string[] } }> }
    >;
  };
}

describeWithSpecs("the stand-in's list of fields", () => {
  const read = () => JSON.parse(readFileSync(file, 'utf8')) as Schemas;
  const unpublished = ['phoneCallProviderBypassEnabled', 'metadata'];

  it.each([
    ['CreateCallDTO', allowedFields.call, unpublished],
    ['CreateCustomerDTO', allowedFields.customer, []],
    ['AssistantOverrides', allowedFields.assistantOverrides, []],
    ['WorkflowOverrides', allowedFields.workflowOverrides, []],
    ['Server', allowedServerFields.server, []],
    ['BackoffPlan', allowedServerFields.backoffPlan, []],
  ])("is the official schema's: %s", (name, allowed, besides) => {
    const official = Object.keys(read().components.schemas[name]?.properties ?? {});

    expect([...allowed].sort()).toEqual([...official, ...besides].sort());
  });

  it("is the official schema's: the messages that a server may ask for", () => {
    const { properties } = read().components.schemas['AssistantOverrides'] ?? {};
    const official = properties?.['serverMessages']?.items?.enum ?? [];

    expect([...allowedServerFields.serverMessages].sort()).toEqual([...official].sort());
  });
});
