import { readHeaders } from '../../src/runtime/request-headers';

const headers = { 'x-vapi-secret': 'canary' };

describe('readHeaders', () => {
  it("reads the platform's own (T17)", () => {
    expect(readHeaders({ request: { headers, cookies: {} } })).toEqual(headers);
  });

  it.each([
    ['a query, ?request[headers][x-vapi-secret]=canary', { request: { headers } }],
    ['a body, {"request":{"headers":…}}', { request: { headers, extra: 1, cookies: {} } }],
    ['a query without brackets', { 'request[headers][x-vapi-secret]': 'canary' }],
    ['a text', { request: 'headers' }],
    ['nothing', {}],
  ])('reads none out of %s (T17)', (_case, event) => {
    expect(readHeaders(event)).toEqual({});
  });
});
