import { readConfig } from '../../src/config/config';
import type { DoctorFacts } from '../../cli/setup/doctor/doctor-facts';
import type { Fact, Unknown } from '../../cli/setup/doctor/fact';
import { exitCodes } from '../../cli/core/exit-codes';
import type { CheckedReference } from '../../cli/core/vapi/look-up';
import type { TenantFile } from '../../src/tenants/schema';
import type { VapiAssistant, VapiPhoneNumber } from '../../cli/core/vapi/resource-fields';

/** Ids of the healthy chain. */
export const ids = {
  assistant: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01',
  squad: '7b9d2f64-1c3e-4f58-8a70-5e6c9d0b1a02',
  phoneNumber: 'b0e6c1d2-4f3a-4b5c-8d7e-9f0a1b2c3d4e',
  account: `AC${'0'.repeat(32)}`,
} as const;

const DOMAIN = 'vapi-switchboard-1234-dev.twil.io';

/** Why something is unknown, for a fact. */
export function unknown<T>(parts: Partial<Unknown> = {}): Fact<T> {
  const { kind = 'failed', why = 'it broke', exitCode = exitCodes.vendor, ...rest } = parts;
  return { unknown: { kind, why, exitCode, ...rest } };
}

export function assistantReference(
  fields: Partial<VapiAssistant> = {},
): CheckedReference & { kind: 'assistant' } {
  const resource: VapiAssistant = {
    id: ids.assistant,
    toolTypes: ['endCall'],
    savedToolCount: 0,
    maxDurationSeconds: 1800,
    ...fields,
  };
  return {
    kind: 'assistant',
    id: resource.id,
    apiKeyEnv: 'VAPI_API_KEY',
    namedBy: ['riverside-dental'],
    lookup: { outcome: 'found', resource, clockAheadMs: 400 },
  };
}

export function phoneNumberReference(
  fields: Partial<VapiPhoneNumber> = {},
): CheckedReference & { kind: 'phone-number' } {
  const resource: VapiPhoneNumber = {
    id: ids.phoneNumber,
    provider: 'twilio',
    status: 'active',
    number: '+12025550101',
    twilioAccountSid: ids.account,
    ...fields,
  };
  return {
    kind: 'phone-number',
    id: resource.id,
    apiKeyEnv: 'VAPI_API_KEY',
    namedBy: ['riverside-dental'],
    lookup: { outcome: 'found', resource },
  };
}

/** A context with one tenant in which every check passes, and what a test changes about it. */
export function fakeDoctorContext(parts: Partial<DoctorFacts> = {}): DoctorFacts {
  const environment = {
    ACCOUNT_SID: ids.account,
    VAPI_API_KEY: 'key',
    VAPI_PHONE_NUMBER_ID: ids.phoneNumber,
  };
  const functions = [
    { path: '/incoming-call', visibility: 'protected', sha256: 'aa', commit: 'c0ffee000001' },
  ] as const;
  const assets = [
    { path: '/tenants.json', visibility: 'private' },
    { path: '/fallback/default.xml', visibility: 'protected' },
  ] as const;
  const dependencies = { '@twilio/runtime-handler': '2.0.1' };
  return {
    now: new Date('2026-11-30T10:00:00Z'),
    nodeVersion: 'v22.14.0',
    manifest: { engines: { node: '^20.19.0 || ^22.12.0' }, dependencies },
    environment,
    hasEnvironmentFile: true,
    uploaded: { VAPI_API_KEY: 'key' },
    config: readConfig(environment),
    wantedRuntime: 'node22',
    tenants: { value: { file: 'src/assets/tenants.private.json', tenants: oneTenant } },
    vapi: { value: [assistantReference(), phoneNumberReference()] },
    twilio: { value: { accountSid: ids.account } },
    deployment: {
      value: {
        serviceSid: 'ZS1',
        environmentSid: 'ZE1',
        domainName: DOMAIN,
        buildSid: 'ZB1',
        includeCredentials: true,
        difference: undefined,
      },
    },
    numbers: { value: [accountNumber()] },
    webhookRules: { value: [] },
    liveBuild: { value: { runtime: 'node22', dependencies, functions, assets } },
    liveTenantsHash: { value: 'a1b2c3d4e5f6' },
    localBuild: {
      value: {
        functions,
        assets,
        tenantsHash: 'a1b2c3d4e5f6',
        holidaysUntil: undefined,
        isStale: false,
      },
    },
    served: [...functions, ...assets],
    twilioAnswer: { status: 401, clockAheadMs: -600 },
    askPlainly: () => Promise.resolve({ status: 403 }),
    ...parts,
  };
}

export function accountNumber(parts: object = {}) {
  return {
    phoneNumber: '+12025550101',
    voiceUrl: `https://${DOMAIN}/incoming-call`,
    voiceFallbackUrl: `https://${DOMAIN}/fallback/default.xml`,
    voiceMethod: 'POST',
    voiceApplicationSid: '',
    trunkSid: '',
    ...parts,
  };
}

const oneTenant = {
  defaults: {},
  tenants: [
    {
      id: 'riverside-dental',
      name: 'Riverside Dental',
      numbers: ['+12025550101'],
      assistant: { assistantId: ids.assistant },
    },
  ],
} as TenantFile;
