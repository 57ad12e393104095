import type { Secret } from '../../../../src/config/secret';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkIds, checkKey, listKeyStates } from '../../../../cli/core/vapi/check-references';
import { type CheckedReference, lookUpReferences } from '../../../../cli/core/vapi/look-up';
import { listReferences, type VapiReference } from '../../../../cli/core/vapi/references';
import { readConfig } from '../../../../src/config/config';
import type { VapiLookup, VapiResources } from '../../../../cli/core/vapi/resources';

const { config } = readConfig({ VAPI_API_KEY: 'a', VAPI_KEY_B: 'b' });
const progress = { show: () => undefined, clear: () => undefined };
const references = (count: number, apiKeyEnv = 'VAPI_API_KEY'): VapiReference[] =>
  Array.from({ length: count }, (_item, index) => {
    return { kind: 'assistant', id: `id-${index}`, apiKeyEnv, namedBy: ['t'] };
  });

function fakeVapi(lookup: VapiLookup<never>) {
  const seen = { asked: 0, atOnce: 0, maxAtOnce: 0 };
  const find = async () => {
    seen.asked += 1;
    seen.atOnce += 1;
    seen.maxAtOnce = Math.max(seen.maxAtOnce, seen.atOnce);
    await sleep(2);
    seen.atOnce -= 1;
    return lookup;
  };
  return { seen, resources: { find } as VapiResources };
}

describe('lookUpReferences', () => {
  it('asks for every reference, four at a time, in their order', async () => {
    const { seen, resources } = fakeVapi({ outcome: 'missing' });

    const checked = await lookUpReferences(references(20), config, progress, resources);

    expect(checked.map(({ id }) => id)).toEqual(references(20).map(({ id }) => id));
    expect(seen).toMatchObject({ asked: 20, maxAtOnce: 4 });
  });

  it('stops asking with a key that is refused, not with the others', async () => {
    const { seen, resources } = fakeVapi({ outcome: 'unauthorized' });
    const all = [...references(20), ...references(1, 'VAPI_KEY_B'), ...references(9, 'UNSET')];

    const checked = await lookUpReferences(all, config, progress, resources);

    expect(seen.asked).toBe(5);
    expect(checked.at(-1)?.lookup.outcome).toBe('key-not-set');
  });

  it('stops asking a Vapi that does not answer', async () => {
    const { seen, resources } = fakeVapi({
      outcome: 'unavailable',
      detail: 'ECONNREFUSED',
      isPassing: false,
    });

    const checked = await lookUpReferences(references(50), config, progress, resources);

    expect(seen.asked).toBeLessThanOrEqual(8);
    expect(new Set(checked.map(({ lookup }) => lookup.outcome))).toEqual(new Set(['unavailable']));
  });
});

describe('lookUpReferences, with keys of several organisations', () => {
  it('asks with the others where one gets no answer (O4)', async () => {
    const asked: string[] = [];
    const find = (_kind: string, id: string, { apiKey: key }: { apiKey: Secret }) => {
      asked.push(key.reveal());
      return Promise.resolve(
        key.reveal() === 'a'
          ? { outcome: 'unavailable' as const, detail: 'ECONNREFUSED', isPassing: false }
          : { outcome: 'missing' as const },
      );
    };
    const all = [...references(50), ...references(50, 'VAPI_KEY_B')];

    const checked = await lookUpReferences(all, config, progress, { find });

    const outcomes = checked.map(({ apiKeyEnv, lookup }) => `${apiKeyEnv} ${lookup.outcome}`);
    expect(new Set(outcomes)).toEqual(new Set(['VAPI_API_KEY unavailable', 'VAPI_KEY_B missing']));
    expect(asked.filter((key) => key === 'a').length).toBeLessThanOrEqual(8);
    expect(asked.filter((key) => key === 'b')).toHaveLength(50);
  });

  it('is said of the key that got no answer, and of no tenant of the others (O4)', () => {
    const down = { outcome: 'unavailable', detail: 'answered 503', isPassing: true } as const;
    const checked = [...references(9), ...references(9, 'VAPI_KEY_B')].map((each) => ({
      ...each,
      namedBy: [`tenant of ${each.apiKeyEnv}`],
      lookup: each.apiKeyEnv === 'VAPI_API_KEY' ? down : { outcome: 'missing' as const },
    })) as unknown as CheckedReference[];

    const problems = listKeyStates(checked).flatMap((key) => checkKey(key, true)?.problem ?? []);

    expect(problems).toEqual([
      'Vapi answered 503 when asked with VAPI_API_KEY, the key of tenant of VAPI_API_KEY',
    ]);
    expect(checkIds(checked).every(({ problem }) => problem.includes('VAPI_KEY_B'))).toBe(true);
  });
});

describe('listReferences', () => {
  const assistantId = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';
  const tenant = (id: string, assistant: object) => ({ id, name: id, numbers: [], assistant });

  it('names each id once for every key, with all who name it', () => {
    const tenants = [
      tenant('a', { assistantId }),
      tenant('b', { assistantId: assistantId.toUpperCase() }),
      tenant('c', { assistantId, apiKeyEnv: 'VAPI_KEY_B', phoneNumberId: 'p2' }),
    ];

    const listed = listReferences(
      { tenants, defaults: {} },
      {
        assistantId: 'own',
        phoneNumberId: 'p1',
      },
    );

    expect(listed.map((item) => [item.kind, item.apiKeyEnv, item.namedBy.join()])).toEqual([
      ['assistant', 'VAPI_API_KEY', 'a,b'],
      ['phone-number', 'VAPI_API_KEY', 'a,b,VAPI_PHONE_NUMBER_ID'],
      ['assistant', 'VAPI_KEY_B', 'c'],
      ['phone-number', 'VAPI_KEY_B', 'c'],
      ['assistant', 'VAPI_API_KEY', 'VAPI_ASSISTANT_ID'],
    ]);
  });

  it('names assistants that answer some callers only', () => {
    const ids = (id: string) => ({ assistant: { assistantId: id } });
    const menu = [{ language: 'en-US' }, { language: 'es-MX', ...ids('spanish') }];
    const some = { whenClosed: ids('night'), languages: { menu, byCountry: [] } };
    const tenants = [{ ...tenant('a', { assistantId }), ...some }];
    const environment = { assistantId: undefined, phoneNumberId: undefined };

    const listed = listReferences({ tenants, defaults: {} }, environment);

    expect(listed.map(({ id }) => id)).toEqual([assistantId, 'night', 'spanish']);
  });
});
