import { setVariables, withoutCredentials } from '../change-deployment';
import type { Expected, FaultCase } from '../fault-case';

const HARBOUR = '+12025550104';
const UNKNOWN = '+12025550199';

const missing = (name: string, expected: Expected, parts: Partial<FaultCase> = {}): FaultCase => ({
  name: `${name} missing`,
  expected,
  change: setVariables({ [name]: undefined }),
  ...parts,
});

const garbage = (
  name: string,
  value: string,
  expected: Expected,
  parts: Partial<FaultCase> = {},
): FaultCase => ({
  name: `${name} is “${value}”`,
  expected,
  change: setVariables({ [name]: value }),
  ...parts,
});

const ALL_MISSING = Object.fromEntries(
  [
    'VAPI_API_KEY',
    'VAPI_API_KEY_HARBOUR',
    'VAPI_ASSISTANT_ID',
    'VAPI_PHONE_NUMBER_ID',
    'VAPI_BASE_URL',
    'VAPI_STREAM_HOSTS',
    'SWITCHBOARD_WEBHOOK_SECRET',
  ].map((name) => [name, undefined]),
);

/** Settings that are missing, or that nobody can read. */
export const environment: readonly FaultCase[] = [
  missing('VAPI_API_KEY', 'fallback'),
  garbage('VAPI_API_KEY', 'two words', 'fallback'),
  garbage('VAPI_API_KEY', 'public-key', 'fallback'),
  missing('VAPI_PHONE_NUMBER_ID', 'fallback'),
  garbage('VAPI_PHONE_NUMBER_ID', '+12025550101', 'fallback'),
  missing('VAPI_ASSISTANT_ID', 'fallback', { to: UNKNOWN }),
  garbage('VAPI_ASSISTANT_ID', 'front desk', 'fallback', { to: UNKNOWN }),
  missing('VAPI_API_KEY_HARBOUR', 'fallback', { to: HARBOUR }),
  {
    name: "a tenant's own key refused",
    expected: 'fallback',
    to: HARBOUR,
    fault: { kind: 'status', status: 401 },
  },
  missing('VAPI_BASE_URL', 'fallback'),
  garbage('VAPI_BASE_URL', 'api.vapi.ai', 'fallback'),
  garbage('VAPI_BASE_URL', 'file:///etc/passwd', 'fallback'),
  missing('VAPI_STREAM_HOSTS', 'fallback'),
  garbage('VAPI_STREAM_HOSTS', 'https://*', 'fallback'),
  garbage('VAPI_TIMEOUT_MS', '-1', 'assistant'),
  garbage('VAPI_PLACEHOLDER_NUMBER', 'nobody', 'assistant', { from: 'anonymous' }),
  garbage('SWITCHBOARD_DEADLINE_MS', 'soon', 'fallback', { fault: { kind: 'hang' } }),
  garbage('SWITCHBOARD_DEADLINE_MS', '60000', 'fallback', { fault: { kind: 'hang' } }),
  garbage('SWITCHBOARD_DEADLINE_MS', '2000', 'fallback', { fault: { kind: 'hang' } }),
  missing('SWITCHBOARD_WEBHOOK_SECRET', 'assistant'),
  { name: 'AUTH_TOKEN missing', expected: 'assistant', change: withoutCredentials },
  garbage('DOMAIN_NAME', '', 'assistant'),
  garbage('DOMAIN_NAME', 'not a host/..?', 'assistant'),
  garbage('PATH', '', 'assistant'),
  { name: 'every variable missing', expected: 'fallback', change: setVariables(ALL_MISSING) },
];
