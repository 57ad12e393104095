import { planStaticFallbacks } from '../../src/fallback/static-fallbacks';
import { checkTenantFile } from '../../src/tenants/check-tenant-file';
import type { TenantFile } from '../../src/tenants/schema';
import { buildStaticLinks } from '../../src/twilio/static-links';

const voicemail = { maxSeconds: 60 };

/** A file of as many tenants, each with the parts that its index is given. */
function fileOf(count: number, partsOf: (index: number) => object, defaults = {}): TenantFile {
  const tenants = Array.from({ length: count }, (_, index) => ({
    id: `t-${index}`,
    name: `Business ${index}`,
    numbers: [`+1202${String(5_550_000 + index)}`],
    assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
    ...partsOf(index),
  }));
  const { file, problems } = checkTenantFile(JSON.stringify({ defaults, tenants }));
  if (file === undefined) throw new Error(problems.join());
  return file;
}

const plan = (...args: Parameters<typeof fileOf>) =>
  planStaticFallbacks(fileOf(...args), buildStaticLinks);

describe('planStaticFallbacks', () => {
  it.each<[string, (index: number) => object]>([
    ['without a fallback of their own', () => ({})],
    ['with a voicemail each', () => ({ voicemail })],
    ['of both kinds', (index) => (index % 2 === 0 ? {} : { voicemail })],
  ])('leaves every URL as it is when tenant 901 joins 900 %s (O10)', (_which, partsOf) => {
    const before = plan(900, partsOf);
    const after = plan(901, partsOf);

    expect(before.idOf.size).toBe(900);
    expect([...after.idOf].slice(0, 900)).toEqual([...before.idOf]);
    expect(after.fallbacks.length).toBeLessThanOrEqual(901);
  });

  it('needs one file for 400 tenants that differ in their names alone, and names none (O10)', () => {
    const { fallbacks, idOf } = plan(400, () => ({}));

    expect(new Set(idOf.values())).toEqual(new Set(['default']));
    expect(fallbacks.map(({ id }) => id)).toEqual(['default']);
    expect(JSON.stringify(fallbacks)).not.toContain('Business');
  });

  it('needs one file for each language in which the shared one is spoken (O10)', () => {
    const german = { language: 'de-DE' };

    const { fallbacks, idOf } = plan(400, (index) => (index < 300 ? german : {}));

    expect(fallbacks.map(({ id }) => id)).toEqual(['default', 'default-de-DE']);
    expect([idOf.get('t-0'), idOf.get('t-399')]).toEqual(['default-de-DE', 'default']);
    expect(fallbacks[1]?.verbs[0]).toMatchObject({ speech: { language: 'de-DE' } });
  });

  it.each<[string, object, string]>([
    ['a message', { voicemail }, 'Business 0'],
    ['people', { fallback: [{ step: 'dial', numbers: ['+12025550171'] }] }, '+12025550171'],
    ['words', { fallback: [{ step: 'say', text: 'Call {{businessName}} later.' }] }, 'Business 0'],
  ])('gives a tenant with %s of its own a file under its id (O10)', (_what, parts, said) => {
    const { fallbacks, idOf } = plan(2, (index) => (index === 0 ? parts : {}));

    expect([...idOf]).toEqual([
      ['t-0', 't-0'],
      ['t-1', 'default'],
    ]);
    expect(JSON.stringify(fallbacks.find(({ id }) => id === 't-0'))).toContain(said);
  });

  it('keeps a URL while the text behind it changes (O10)', () => {
    const say = (text: string) => plan(1, () => ({ fallback: [{ step: 'say', text }] }));

    expect(say('One.').idOf).toEqual(say('Two.').idOf);
    expect(say('One.').fallbacks).not.toEqual(say('Two.').fallbacks);
  });

  it('lets those share for whom Twilio takes no file, the last of the file, and names them (O10)', () => {
    const { fallbacks, idOf, excess } = plan(903, () => ({ voicemail }));

    expect(excess).toEqual(['t-900', 't-901', 't-902']);
    expect(excess.map((id) => idOf.get(id))).toEqual(['default', 'default', 'default']);
    expect(fallbacks).toHaveLength(901);
  });
});
