import { replaceTenantFile } from '../change-deployment';
import type { FaultCase } from '../fault-case';

const file = (
  name: string,
  change: (text: string) => string | null,
  parts: Partial<FaultCase> = {},
): FaultCase => ({ name, expected: 'assistant', change: replaceTenantFile(change), ...parts });

/** Sixty thousand tenants: close to the most that a private asset may hold. */
const many = (text: string): string => {
  const end = text.lastIndexOf('\n]}');
  const lines = Array.from(
    { length: 60_000 },
    (_unused, at) =>
      `,\n{"id":"filler-${at}","name":"Filler ${at}","numbers":["+4930${String(at).padStart(8, '0')}"],"variables":{"note":"${'x'.repeat(60)}"}}`,
  );
  return text.slice(0, end) + lines.join('') + text.slice(end);
};

/** The tenant file is broken; VAPI_ASSISTANT_ID answers where no tenant can. */
export const tenants: readonly FaultCase[] = [
  file('tenant file missing', () => null),
  file('tenant file empty', () => ''),
  file('tenant file blank', () => ' \n'),
  file('tenant file not JSON', () => '{"tenants": ['),
  file('tenant file cut in the middle', (text) => text.slice(0, text.length / 2), {
    to: '+493023125101',
  }),
  file('tenant file a list', () => '[]'),
  file('tenant file null', () => 'null'),
  file('tenant file of another format', (text) =>
    text.replace('switchboard-tenants-1', 'switchboard-tenants-9'),
  ),
  file('tenant file indented', (text) => JSON.stringify(JSON.parse(text), null, 2)),
  file('tenant file with a byte order mark', (text) => `\uFEFF${text}`),
  file('tenant file of 60,000 tenants', many),
  file('another tenant broken', (text) => text.replace('"id":"harbour-freight"', '"id":}')),
  file('the called tenant broken', (text) => text.replace('"id":"riverside-dental"', '"id":}')),
  file(
    'the called tenant without an assistant',
    (text) => text.replace(/"assistant":\{"assistantId":"3f0c[^}]*\}/, '"assistant":7'),
    { expected: 'anyone' },
  ),
  file(
    'assistant of another organisation',
    (text) =>
      text.replace('3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01', '00000000-58c1-4a6e-9d5b-0d3f7a1b2c01'),
    { expected: 'fallback' },
  ),
];
