import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { inProject } from '../../build/project';
import { findVoicemailStep } from '../../src/fallback/chain';
import { checkTenantFile } from '../../src/tenants/check-tenant-file';
import { defaultsEntries } from '../../src/tenants/schema';
import { resolveTenant } from '../../src/tenants/tenant';

/** Docs that show what a tenant may say. */
const docs = [
  'call-flow',
  'call-webhook',
  'callback',
  'front-door',
  'queue',
  'recording',
  'transfer',
];

/** Parts of a tenant as a page shows them: an object, or entries without the braces around them. */
const listSnippets = (doc: string) =>
  [...readFileSync(inProject('docs', `${doc}.md`), 'utf8').matchAll(/```json\n(.*?)```/gs)].map(
    ([, text]) => (text!.trim().startsWith('{') ? text! : `{${text}}`),
  );

const tenantWith = (snippet: string) => ({
  id: 'riverside-dental',
  name: 'Riverside Dental',
  numbers: ['+12025550101'],
  assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
  ...(JSON.parse(snippet) as object),
});

/** A whole file stays as it is. */
const fileOf = (snippet: string) =>
  snippet.includes('"tenants"') ? snippet : JSON.stringify({ tenants: [tenantWith(snippet)] });

describe('snippets of a tenant in docs', () => {
  it.each(docs)('of %s are taken by the build as they stand', (doc) => {
    const snippets = listSnippets(doc);

    const problems = snippets.flatMap((snippet) => checkTenantFile(fileOf(snippet)).problems);

    expect(snippets.length).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  it('of the queue offer a message to callers', () => {
    const [snippet = ''] = listSnippets('queue');
    const { file } = checkTenantFile(JSON.stringify({ tenants: [tenantWith(snippet)] }));

    const [tenant] = file!.tenants.map((entry) =>
      resolveTenant(entry, {}, { assistantId: undefined, phoneNumberId: undefined }),
    );

    expect(tenant?.queue?.offers).toContain('voicemail');
    expect(findVoicemailStep(tenant!)).toBeDefined();
  });
});

describe('the tables of call-flow.md', () => {
  it('list every entry of a voicemail, and its default', () => {
    const text = readFileSync(inProject('docs/call-flow.md'), 'utf8');
    const [, table = ''] = /\| `voicemail\.` .*?\n((?:\|.*\n)+)/.exec(text) ?? [];
    const rows = [...table.matchAll(/^\| `([\w.]+)` +\| (.*?) +\|/gm)].map(
      ([, name, value]) => [name!, value!] as const,
    );
    const defaults = v.parse(defaultsEntries.voicemail, {});

    expect([...new Set(rows.map(([name]) => name.split('.')[0]))].sort()).toEqual(
      Object.keys(defaultsEntries.voicemail.wrapped.entries).sort(),
    );
    expect(Object.fromEntries(rows)).toMatchObject({
      maxSeconds: String(defaults?.maxSeconds),
      transcribe: `\`${defaults?.transcribe}\``,
    });
  });
});
