import { ApiError } from '../api-error';
import {
  badParameter,
  readParameters,
  readWhole,
  readWord,
  type RestReply,
  type RestRequest,
} from '../rest-request';
import type { RestRoute } from '../rest-server';
import type { SyncItem, SyncMap, SyncMaps } from '../sync-maps';

const MAX_DATA_BYTES = 16 * 1024;
const MAX_TTL_SECONDS = 31_536_000;
const SID_SHAPE = /^[A-Z]{2}[0-9a-f]{32}$/;

interface SyncAccount {
  readonly accountSid: string;
}

/**
 * Routes of Maps and their items in the default Service of Sync. Twilio documents its codes; the
 * statuses beside them are HTTP's own.
 * @see https://www.twilio.com/docs/sync/api/map-item-resource (checked 2026-11)
 */
export function buildSyncRoutes(maps: SyncMaps, account: SyncAccount): RestRoute[] {
  const items = 'Sync/Maps/{map}/Items';
  const show = (map: SyncMap, item: SyncItem, status = 200): RestReply => ({
    status,
    body: toItemJson(map, item, account),
  });
  const one = (request: RestRequest, kind: 'read' | 'write') => {
    const map = getMap(request, maps);
    map.count(kind);
    const item = map.find(request.param('key'));
    if (item === undefined) throw new ApiError(404, 54201, 'Map item not found');
    return { map, item };
  };
  return [
    { name: 'POST Sync/Maps', handle: (request) => createMap(request, maps, account) },
    { name: `GET ${items}`, handle: (request) => listItems(request, maps, account) },
    {
      name: `POST ${items}`,
      handle: (request) => {
        const map = getMap(request, maps);
        map.count('write');
        return show(map, createItem(request, map), 201);
      },
    },
    {
      name: `GET ${items}/{key}`,
      handle: (request) => {
        const { map, item } = one(request, 'read');
        return show(map, item);
      },
    },
    {
      name: `POST ${items}/{key}`,
      handle: (request) => {
        const { map, item } = one(request, 'write');
        checkRevision(request, item);
        return show(map, updateItem(request, map, item));
      },
    },
    {
      name: `DELETE ${items}/{key}`,
      handle: (request) => {
        const { map, item } = one(request, 'write');
        checkRevision(request, item);
        map.items.delete(item.key);
        return { status: 204 };
      },
    },
  ];
}

function createMap({ form }: RestRequest, maps: SyncMaps, { accountSid }: SyncAccount): RestReply {
  const fields = readParameters(form, ['UniqueName', 'Ttl', 'CollectionTtl']);
  const { UniqueName: name = '', CollectionTtl = fields['Ttl'] } = fields;
  if (name.length < 1 || name.length > 256 || SID_SHAPE.test(name)) {
    throw badParameter('Invalid unique name', 54302);
  }
  if (maps.find(name) !== undefined) throw new ApiError(409, 54301, 'Unique name already exists');
  const ttlSeconds = readTtl({ Ttl: CollectionTtl });
  const { sid, uniqueName, createdAt, expiresAtMs } = maps.create(name, ttlSeconds);
  const at = createdAt.toISOString();
  const body = {
    sid,
    unique_name: uniqueName,
    account_sid: accountSid,
    service_sid: 'default',
    url: `https://sync.twilio.com/v1/Services/default/Maps/${sid}`,
    links: {},
    revision: '0',
    date_expires: expiresAtMs === undefined ? null : new Date(expiresAtMs).toISOString(),
    date_created: at,
    date_updated: at,
    created_by: 'system',
  };
  return { status: 201, body };
}

function createItem({ form }: RestRequest, map: SyncMap): SyncItem {
  const fields = readParameters(form, ['Key', 'Data', 'Ttl', 'ItemTtl', 'CollectionTtl']);
  const { Key: key = '' } = fields;
  if (key.length < 1 || key.length > 256) throw badParameter('Invalid key', 54209);
  const data = readData(fields['Data']);
  if (data === undefined) throw badParameter('Data is required', 54006);
  if (map.find(key) !== undefined) throw new ApiError(409, 54208, 'Map item already exists');
  return map.keep(key, data, readTtl(fields) ?? 0);
}

function updateItem({ form }: RestRequest, map: SyncMap, item: SyncItem): SyncItem {
  const fields = readParameters(form, ['Data', 'Ttl', 'ItemTtl', 'CollectionTtl']);
  const { expiresAtMs } = item;
  const ttlSeconds = readTtl(fields);
  const kept = map.keep(item.key, readData(fields['Data']) ?? item.data, ttlSeconds ?? 0);
  if (ttlSeconds !== undefined) return kept;
  // An update leaves the end where it was.
  const same = { ...kept, expiresAtMs };
  map.items.set(item.key, same);
  return same;
}

function listItems(request: RestRequest, maps: SyncMaps, account: SyncAccount): RestReply {
  const map = getMap(request, maps);
  map.count('read');
  const known = ['Order', 'From', 'Bounds', 'PageSize', 'Page', 'PageToken'];
  const fields = readParameters(request.query, known);
  const order = readWord('Order', fields['Order'], ['asc', 'desc']) ?? 'asc';
  const range = { from: 1, to: 100, fallback: 50 };
  const pageSize = readWhole('PageSize', fields['PageSize'], range);
  const page = readWhole('Page', fields['Page'], { from: 0, to: 1_000, fallback: 0 });
  const keys = [...map.items.keys()].sort();
  if (order === 'desc') keys.reverse();
  const all = keys.map((key) => map.find(key)).filter((item) => item !== undefined);
  const start = page * pageSize;
  const url = `https://sync.twilio.com${request.path}?PageSize=${pageSize}`;
  return {
    status: 200,
    body: {
      items: all.slice(start, start + pageSize).map((item) => toItemJson(map, item, account)),
      meta: {
        page,
        page_size: pageSize,
        first_page_url: `${url}&Page=0`,
        previous_page_url: null,
        url: `${url}&Page=${page}`,
        next_page_url: start + pageSize < all.length ? `${url}&Page=${page + 1}` : null,
        key: 'items',
      },
    },
  };
}

function getMap(request: RestRequest, maps: SyncMaps): SyncMap {
  const map = maps.find(request.param('map'));
  if (map === undefined) throw new ApiError(404, 54200, 'Map not found');
  return map;
}

function checkRevision({ ifMatch }: RestRequest, { revision }: SyncItem): void {
  if (ifMatch === undefined) return;
  if (!/^\d+$/.test(ifMatch)) throw badParameter('Invalid If-Match header', 54003);
  if (ifMatch !== revision) throw new ApiError(412, 54205, 'Map item revision mismatch');
}

function readTtl(fields: Readonly<Record<string, string | undefined>>): number | undefined {
  const text = fields['ItemTtl'] ?? fields['Ttl'];
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds <= MAX_TTL_SECONDS) return seconds;
  throw badParameter('Invalid TTL', 54011);
}

/** @throws {ApiError} 54006 where it is no object, or too large */
function readData(text: string | undefined): object | undefined {
  if (text === undefined) return undefined;
  if (Buffer.byteLength(text) > MAX_DATA_BYTES) throw badParameter('Data is too large', 54006);
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data;
  } catch {
    // As below.
  }
  throw badParameter('Data is not a JSON object', 54006);
}

function toItemJson(map: SyncMap, item: SyncItem, { accountSid }: SyncAccount): object {
  const { key, data, revision, createdAt, updatedAt, expiresAtMs } = item;
  return {
    key,
    data,
    revision,
    account_sid: accountSid,
    service_sid: 'default',
    map_sid: map.sid,
    url: `https://sync.twilio.com/v1/Services/default/Maps/${map.sid}/Items/${key}`,
    date_expires: expiresAtMs === undefined ? null : new Date(expiresAtMs).toISOString(),
    date_created: createdAt.toISOString(),
    date_updated: updatedAt.toISOString(),
    created_by: 'system',
  };
}
