import * as v from 'valibot';
import { afterCall } from '../../src/tenants/after-call-schema';

const problemsOf = (name: string, valueEnv = 'SWITCHBOARD_TOKEN_ACME') => {
  const header = { name, valueEnv };
  const webhook = { url: 'https://crm.example/calls', header };
  return (v.safeParse(afterCall, { webhook }).issues ?? []).map(({ message }) => message);
};

describe("the header of a record's webhook", () => {
  it.each(['X-Api-Key', 'Authorization', 'x-switchboard-token'])('may be %s', (name) => {
    expect(problemsOf(name)).toEqual([]);
  });

  it.each([
    'Host',
    'content-length',
    'Content-Type',
    'Transfer-Encoding',
    'Proxy-Authorization',
    'User-Agent',
    'webhook-signature',
    'Webhook-Id',
  ])('is not %s, which is of HTTP, of ours or of the signature', (name) => {
    expect(problemsOf(name)).toEqual([expect.stringContaining('choose another')]);
  });

  it.each(['X Key', 'X-Key:', 'X-Key\r\nHost', '-X', 'x'.repeat(65), ''])(
    'has a name that HTTP allows: not %j',
    (name) => {
      expect(problemsOf(name)).toContainEqual(expect.stringContaining('is not a header'));
    },
  );

  it.each([
    'VAPI_API_KEY',
    'SWITCHBOARD_EVENTS_SECRET',
    'AUTH_TOKEN',
    'SWITCHBOARD_WEBHOOK_SECRET',
  ])('sends no other secret: %s', (valueEnv) => {
    expect(problemsOf('X-Key', valueEnv)).toEqual([
      expect.stringContaining('is not the name of a variable like SWITCHBOARD_TOKEN_ACME'),
    ]);
  });
});
