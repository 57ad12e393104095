import { failureOf, startNetworkWorld, type NetworkWorld } from './network-world';

let world: NetworkWorld;
beforeEach(async () => {
  world = await startNetworkWorld({});
  world.client.sync.baseUrl = world.network.apiUrl;
});
afterEach(() => world.close());

const maps = () => world.client.sync.v1.services('default').syncMaps;
const items = () => maps()('queue').syncMapItems;
const makeItem = async (data: object = { a: 1 }, itemTtl = 0) => {
  await maps().create({ uniqueName: 'queue' });
  return items().create({ key: 'one', data, itemTtl });
};

describe('the stand-in of Sync', () => {
  it('keeps, shows, lists, changes and removes items of a Map', async () => {
    const made = await makeItem();
    const changed = await items()('one').update({ data: { a: 2 } });
    const listed = await items().list({ limit: 100, pageSize: 100 });
    const shown = await items()('one').fetch();
    const isRemoved = await items()('one').remove();

    expect(made).toMatchObject({ key: 'one', revision: '0', data: { a: 1 } });
    expect(changed).toMatchObject({ revision: '1', data: { a: 2 } });
    expect(listed.map(({ key }) => key)).toEqual(['one']);
    expect(shown.data).toEqual({ a: 2 });
    expect(isRemoved).toBe(true);
    expect(await items().list()).toEqual([]);
  });

  it('makes each change once for each revision', async () => {
    const { revision } = await makeItem();
    const change = () => items()('one').update({ data: { a: 2 }, ifMatch: revision });

    const results = await Promise.allSettled([change(), change()]);

    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: { status: 412, code: 54205 } }]);
    expect(await failureOf(items()('one').remove({ ifMatch: revision }))).toMatchObject({
      code: 54205,
    });
    expect(await failureOf(items()('one').remove({ ifMatch: 'x' }))).toMatchObject({ code: 54003 });
  });

  it('refuses what Sync refuses', async () => {
    await makeItem();
    const create = (parts: object) => failureOf(items().create({ key: 'two', data: {}, ...parts }));

    expect(await create({ key: 'one' })).toMatchObject({ status: 409, code: 54208 });
    expect(await create({ key: 'x'.repeat(257) })).toMatchObject({ code: 54209 });
    expect(await create({ data: { a: 'x'.repeat(17_000) } })).toMatchObject({ code: 54006 });
    expect(await create({ data: 'text' })).toMatchObject({ code: 54006 });
    expect(await create({ itemTtl: 31_536_001 })).toMatchObject({ code: 54011 });
    expect(await failureOf(maps().create({ uniqueName: 'queue' }))).toMatchObject({ code: 54301 });
    const sid = `MP${'0'.repeat(32)}`;
    expect(await failureOf(maps().create({ uniqueName: sid }))).toMatchObject({ code: 54302 });
  });

  it('knows nothing of what is not there', async () => {
    expect(await failureOf(items().list())).toMatchObject({ status: 404, code: 54200 });
    await makeItem();
    expect(await failureOf(items()('two').fetch())).toMatchObject({ status: 404, code: 54201 });
  });

  it('forgets what has outlived its time; a change without one leaves the end where it was', async () => {
    await makeItem({ a: 1 }, 20);
    await items()('one').update({ data: { a: 2 } });
    const before = await items().list();
    world.clock.go();
    await world.clock.sleep(20_001);

    expect(before).toHaveLength(1);
    expect(await items().list()).toEqual([]);
  });

  it('takes two hundred requests in ten seconds, and no more', async () => {
    await makeItem();
    const read = () => items()('one').fetch();
    for (let count = 0; count < 200; count += 1) await read();

    expect(await failureOf(read())).toMatchObject({ status: 429, code: 54009 });
    expect(await items()('one').update({ data: {} })).toMatchObject({ revision: '1' });
  });
});
