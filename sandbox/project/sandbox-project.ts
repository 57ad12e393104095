import { readFileSync } from 'node:fs';
import { locateTenants } from '../../build/assets';
import { build } from '../../build/build';
import { BuildError, inProject } from '../../build/project';
import { listReferences } from '../../cli/core/vapi/references';
import type { VapiResourceKind } from '../../cli/core/vapi/resources';
import { parseTenantFile } from '../../src/operator-files/parse-tenant-file';
import type { TenantFile } from '../../src/tenants/schema';
import type { Organisation } from '../vapi/call-rules';

/** What the sandbox sets if the project's own `.env` does not: none of it works anywhere else. */
export const sandboxSettings = {
  ACCOUNT_SID: 'AC00000000000000000000000000000000',
  // As long as Twilio's own, because twilio-run creates no REST client with another.
  AUTH_TOKEN: 'sandboxauthtoken0000000000000000',
  VAPI_API_KEY: 'sandbox-vapi-key',
  VAPI_ASSISTANT_ID: 'da0f0e0a-58c1-4a6e-9d5b-0d3f7a1b2cff',
  VAPI_PHONE_NUMBER_ID: 'b0e6c1d2-4f3a-4b5c-8d7e-9f0a1b2c3d4e',
  SWITCHBOARD_EVENTS_SECRET: 'sandbox-events-secret',
} as const;

/** Assets that demo and tests use, whatever the project's own tenants are. */
export const exampleAssetsFolder = inProject('sandbox', 'example', 'assets');

/** Builds the project with the example's tenants, or others, beside `dist`; returns the folder. */
export async function buildExample(
  name: string,
  assetsFolder: string = exampleAssetsFolder,
): Promise<string> {
  const outputFolder = inProject('.switchboard', name);
  await build({ outputFolder, assetsFolder });
  return outputFolder;
}

/** Reads the tenants that are built with a folder of assets. @throws {BuildError} with every problem of a broken file */
export function readTenantFile(assetsFolder: string): TenantFile {
  const location = locateTenants(assetsFolder);
  if (location === undefined) return { defaults: {}, tenants: [] };
  const { file, problems } = parseTenantFile(readFileSync(location.file));
  if (file === undefined) throw new BuildError(`${location.shown} has problems:`, problems);
  return file;
}

/** Returns an organisation at Vapi in which everything that the tenants name exists. */
export function buildOrganisation(file: TenantFile): Organisation {
  const references = listReferences(file, {
    assistantId: sandboxSettings.VAPI_ASSISTANT_ID,
    phoneNumberId: sandboxSettings.VAPI_PHONE_NUMBER_ID,
  });
  const list = (wanted: VapiResourceKind) =>
    references.filter(({ kind }) => kind === wanted).map(({ id }) => id);
  return {
    apiKey: sandboxSettings.VAPI_API_KEY,
    assistantIds: list('assistant'),
    squadIds: list('squad'),
    workflowIds: list('workflow'),
    phoneNumberIds: list('phone-number'),
  };
}

/**
 * Returns the `.env` that makes the Functions talk to stand-ins: one for Vapi, and one for Twilio's
 * REST API if messages may be sent.
 */
export function buildSandboxEnvironment(
  vapi: { readonly apiUrl: string },
  twilio?: { readonly apiUrl: string },
): Record<string, string> {
  return {
    ...sandboxSettings,
    VAPI_BASE_URL: vapi.apiUrl,
    VAPI_STREAM_HOSTS: 'localhost',
    ...(twilio === undefined ? {} : { TWILIO_API_BASE_URL: twilio.apiUrl }),
  };
}

/** Returns the stand-in account's numbers: those of all tenants. */
export function listOwnedNumbers({ tenants }: TenantFile): string[] {
  return tenants.flatMap(({ numbers }) => numbers);
}
