import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildStaticFallbacks } from '../../build/static-fallbacks';
import { checkTwiml } from '../../sandbox/twilio/voice/check-twiml';
import { checkTenantFile } from '../../src/tenants/check-tenant-file';
import { parseTwiml, walk } from '../../src/twiml/document';
import { listVerbs, wordsOf } from './documents';
import { COLLEAGUE, PERSON, tenantFileOf } from './tenant-file';

const folder = mkdtempSync(path.join(tmpdir(), 'static-'));
afterAll(() => rmSync(folder, { recursive: true }));

const dial = { step: 'dial', numbers: [PERSON, COLLEAGUE] };
const voicemail = { transcribe: true, notify: { sms: { to: [PERSON] } } };

/** Writes the files of one tenant and returns them by the paths that Twilio asks for. */
const build = (parts: object, name = JSON.stringify(parts)): Map<string, string> => {
  const { file, problems } = checkTenantFile(tenantFileOf(parts));
  if (file === undefined) throw new Error(problems.join());
  const assets = path.join(folder, name.replace(/\\W/g, '').slice(0, 60));
  const { files: names } = buildStaticFallbacks(assets, file);
  return new Map(
    names.map((written) => [
      `/${written.replace('.protected.xml', '.xml')}`,
      readFileSync(path.join(assets, written), 'utf8'),
    ]),
  );
};

const tenants: readonly (readonly [string, object])[] = [
  [
    'with a chain of all steps',
    {
      fallback: [
        dial,
        { ...dial, ring: 'in-turn' },
        { step: 'say', text: 'Sorry.' },
        { step: 'voicemail' },
        { step: 'hangup' },
      ],
      voicemail,
    },
  ],
  ['with a voicemail and no chain', { voicemail }],
  ['that puts callers through at once', { fallback: [{ ...dial, screen: 'none' }] }],
  ['of another language', { language: 'fr-FR', fallback: [dial, { step: 'voicemail' }] }],
  [
    'of a language that we do not speak',
    { language: 'pl-PL', fallback: [dial, { step: 'voicemail' }] },
  ],
  ['with words only', { fallback: [{ step: 'say', text: 'Sorry & bye.' }] }],
];

/** Attributes that hold an address, and those of them that Twilio only tells something. */
const ADDRESSES = ['action', 'url', 'recordingStatusCallback', 'transcribeCallback'];
const CALLBACK_ATTRIBUTES = new Set(['recordingStatusCallback', 'transcribeCallback']);

const listAddresses = (twiml: string) =>
  [...walk(parseTwiml(twiml))].flatMap(({ attributes }) =>
    ADDRESSES.flatMap((name) => {
      const address = attributes[name];
      return address === undefined ? [] : [[name, address] as const];
    }),
  );

describe.each(tenants)('the static fallback of a tenant %s', (_case, parts) => {
  const files = build(parts);

  it('is TwiML that Twilio runs, in each of its files', () => {
    const problems = [...files].flatMap(([name, twiml]) =>
      checkTwiml(twiml).problems.map((problem) => `${name}: ${problem}`),
    );

    expect(problems).toEqual([]);
  });

  it('needs none of our Functions but to tell of a message', () => {
    const asked = [...files.values()]
      .flatMap(listAddresses)
      .filter(([name]) => !CALLBACK_ATTRIBUTES.has(name))
      .map(([, address]) => address);

    expect(asked.filter((address) => !files.has(address))).toEqual([]);
  });

  it('fetches files with GET: Twilio posts otherwise', () => {
    for (const twiml of files.values()) {
      for (const { name, attributes } of walk(parseTwiml(twiml))) {
        const fetches = name === 'Number' ? 'url' in attributes : 'action' in attributes;
        if (fetches) expect(attributes['method']).toBe('GET');
      }
    }
  });

  it('speaks and then hangs up, and so does what it leads to but for the accepted call', () => {
    for (const [name, twiml] of files) {
      if (name.endsWith('/accept.xml')) expect(listVerbs(twiml)).toEqual([]);
      else
        expect([wordsOf(twiml).trim() !== '', listVerbs(twiml).at(-1)]).toEqual([true, 'Hangup']);
    }
  });
});

describe('the static fallback', () => {
  it("shows people the business's own number, never rings it, and has no part that nothing needs", () => {
    const files = build({ fallback: [dial] }, 'own');

    expect([...files.keys()].sort()).toEqual([
      '/fallback/default.xml',
      '/fallback/parts/accept.xml',
      '/fallback/parts/screen-en-US.xml',
      '/fallback/riverside-dental.xml',
    ]);
    expect(files.get('/fallback/riverside-dental.xml')).toContain('callerId="+12025550101"');
  });

  it('names no business in what several tenants share', () => {
    const files = build(
      { name: 'Canary & Sons', ...{ fallback: [dial, { step: 'voicemail' }] } },
      'n',
    );

    const parts = [...files].filter(([name]) => name.startsWith('/fallback/parts/'));
    expect(parts).toHaveLength(3);
    expect(parts.map(([, twiml]) => twiml).join()).not.toContain('Canary');
  });
});
