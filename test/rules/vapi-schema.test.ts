import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../build/project';
import { allowedFields } from '../../sandbox/vapi/allowed-fields';

/** Vapi's published description of its API, for whoever has it at hand. */
const file = path.join(
  process.env['VAPI_SPECS_FOLDER'] ?? inProject('..', 'shared', 'specs'),
  'vapi-openapi.json',
);
const describeWithSpecs = existsSync(file) ? describe : describe.skip;
if (!existsSync(file)) console.warn(`skipped: no ${path.basename(file)} (set VAPI_SPECS_FOLDER)`);

interface Schemas {
  readonly components: {
    readonly schemas: Record<string, { properties?: Record<string, unknown> }>;
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
  ])("is the official schema's: %s", (name, allowed, besides) => {
    const official = Object.keys(read().components.schemas[name]?.properties ?? {});

    expect([...allowed].sort()).toEqual([...official, ...besides].sort());
  });
});
