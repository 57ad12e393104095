import { inspect } from 'node:util';
import { readConfig } from '../../src/config/config';
import { Secret } from '../../src/config/secret';

const KEY = 'canary-4f1c9a7e-key';
const UUID = '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01';

describe('readConfig', () => {
  it('fills in every default where only the key is set', () => {
    const { config, problems } = readConfig({ VAPI_API_KEY: KEY });

    expect(problems).toEqual([]);
    expect(config.vapi).toMatchObject({
      baseUrl: 'https://api.vapi.ai',
      streamHosts: ['.vapi.ai'],
      timeoutMs: undefined,
      assistantId: undefined,
    });
    expect(config.deadlineMs).toBe(8000);
  });

  it('reports every problem at once and continues with the defaults', () => {
    const { config, problems } = readConfig({
      VAPI_ASSISTANT_ID: 'my-assistant',
      VAPI_BASE_URL: 'http://api.vapi.ai',
      VAPI_TIMEOUT_MS: '5s',
      SWITCHBOARD_DEADLINE_MS: '60000',
      VAPI_PLACEHOLDER_NUMBER: 'nobody',
      VAPI_STREAM_HOSTS: 'https://vapi.ai/',
    });

    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'SWITCHBOARD_DEADLINE_MS',
      'VAPI_API_KEY',
      'VAPI_ASSISTANT_ID',
      'VAPI_BASE_URL',
      'VAPI_PLACEHOLDER_NUMBER',
      'VAPI_STREAM_HOSTS',
      'VAPI_TIMEOUT_MS',
    ]);
    expect(config.vapi.baseUrl).toBe('https://api.vapi.ai');
    expect(config.deadlineMs).toBe(8000);
  });

  it.each([
    ['https://evil.com', ['TWILIO_API_BASE_URL']],
    ['https://eviltwilio.com', ['TWILIO_API_BASE_URL']],
    ['https://twilio.com.evil.com', ['TWILIO_API_BASE_URL']],
    ['https://api.ie1.twilio.com', ['TWILIO_API_BASE_URL']],
    ['https://api.au1.twilio.com/', ['TWILIO_API_BASE_URL']],
    ['https://api.dublin.ie1.twilio.com', ['TWILIO_API_BASE_URL']],
    ['https://api.sydney.au1.twilio.com/', ['TWILIO_API_BASE_URL']],
    ['https://sync.twilio.com', ['TWILIO_API_BASE_URL']],
    ['https://api.dublin.us1.twilio.com', []],
    ['https://api.twilio.com', []],
  ])(
    'takes Twilio only in its region us1, with the edge or without both: %s (F13)',
    (url, named) => {
      const { problems } = readConfig({ VAPI_API_KEY: KEY, TWILIO_API_BASE_URL: url });

      expect(problems.map((problem) => problem.split(':')[0])).toEqual(named);
    },
  );

  it('counts an empty variable as missing', () => {
    const { config, problems } = readConfig({ VAPI_API_KEY: '  ', SWITCHBOARD_DEADLINE_MS: '' });

    expect(problems).toEqual([expect.stringMatching(/^VAPI_API_KEY: is not set; /)]);
    expect(config.deadlineMs).toBe(8000);
  });

  it.each([
    ['VAPI_BASE_URL', 'https://api.eu.vapi.ai/', 'https://api.eu.vapi.ai'],
    ['VAPI_BASE_URL', 'http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
  ])('takes %s=%s', (name, value, expected) => {
    const { config, problems } = readConfig({ VAPI_API_KEY: KEY, [name]: value });

    expect(problems).toEqual([]);
    expect(config.vapi.baseUrl).toBe(expected);
  });

  it('reads several stream hosts', () => {
    const { config } = readConfig({ VAPI_STREAM_HOSTS: ' .vapi.ai, Streams.Example.com ' });

    expect(config.vapi.streamHosts).toEqual(['.vapi.ai', 'streams.example.com']);
  });

  it.each([
    ['', false, []],
    [' , ', false, []],
    ['all', true, []],
    ['All', true, []],
    ['riverside-dental,all', true, []],
    ['Riverside-Dental, default, riverside-dental,', false, ['riverside-dental', 'default']],
  ])('reads the outage switch "%s"', (value, all, tenantIds) => {
    const { config, problems } = readConfig({ VAPI_API_KEY: KEY, SWITCHBOARD_OUTAGE: value });

    expect(problems).toEqual([]);
    expect(config.outage).toEqual({ all, tenantIds, apiKeyEnvs: [], groups: [] });
  });

  it.each([
    ['riverside-dental, linden_dental', ['riverside-dental'], '"linden_dental"'],
    ['riverside-dental linden', [], '"riverside-dental linden"'],
    ['*', [], '"*"'],
    [`a,${'x'.repeat(41)}`, ['a'], `"${'x'.repeat(40)}"`],
  ])('keeps of "%s" what can be read, and switches nobody else', (value, tenantIds, named) => {
    const { config, problems } = readConfig({ VAPI_API_KEY: KEY, SWITCHBOARD_OUTAGE: value });

    expect(problems).toEqual([expect.stringContaining(`SWITCHBOARD_OUTAGE: names ${named}`)]);
    expect(config.outage).toEqual({ all: false, tenantIds, apiKeyEnvs: [], groups: [] });
  });

  it('reads keys and groups in the outage switch beside ids, whatever their capitals (O11)', () => {
    const value = 'vapi_api_key_north, Group:Resellers, linden, VAPI_API_KEY_NORTH, group:';

    const { config, problems } = readConfig({ VAPI_API_KEY: KEY, SWITCHBOARD_OUTAGE: value });

    expect(problems).toEqual([expect.stringContaining('names "group:"')]);
    expect(config.outage).toEqual({
      all: false,
      tenantIds: ['linden'],
      apiKeyEnvs: ['VAPI_API_KEY_NORTH'],
      groups: ['resellers'],
    });
  });

  it('keeps every call switched where only another entry is odd', () => {
    const { config } = readConfig({ SWITCHBOARD_OUTAGE: 'all, linden_dental' });

    expect(config.outage.all).toBe(true);
  });

  it('finds a tenant key by its name and refuses one that no header can hold', () => {
    const { config } = readConfig({ SUMMIT_KEY: 'k-1', BROKEN_KEY: 'k\n1', EMPTY_KEY: '' });

    expect(config.findSecret('SUMMIT_KEY')?.reveal()).toBe('k-1');
    expect(config.findSecret('BROKEN_KEY')).toBeUndefined();
    expect(config.findSecret('EMPTY_KEY')).toBeUndefined();
  });

  it.each([
    ['whsec_' + 'A'.repeat(32), true],
    ['whsec_' + 'Ab+/'.repeat(5) + 'Ab==', true],
    ['sixteen-letters!', true],
    ['fifteen-letters', false],
    ['whsec_', false],
    ['whsec_' + 'A'.repeat(21), false],
    ['whsec_not-base64-but-long-enough', false],
    ['whsec_' + 'A'.repeat(22) + '===', false],
    ['sixteen letters and blanks', false],
    ['', false],
  ])('takes %j for a secret that signs webhooks: %s', (value, isUsable) => {
    const { config, problems } = readConfig({
      VAPI_API_KEY: KEY,
      SWITCHBOARD_WEBHOOK_SECRET: value,
      ACME_SECRET: value,
    });

    for (const name of ['SWITCHBOARD_WEBHOOK_SECRET', 'ACME_SECRET']) {
      expect(config.findWebhookSecret(name)?.reveal()).toBe(isUsable ? value : undefined);
    }
    expect(problems.length).toBe(isUsable || value === '' ? 0 : 1);
    if (value.length > 6) expect(problems.join()).not.toContain(value);
  });

  it.each([
    [`IS${'0'.repeat(32)}`, `IS${'0'.repeat(32)}`, 0],
    ['default', 'default', 1],
    [`IS${'G'.repeat(32)}`, 'default', 1],
    ['', 'default', 0],
  ])('keeps counts in the Sync Service that is set: %j (T7)', (value, sid, problemCount) => {
    const { config, problems } = readConfig({
      VAPI_API_KEY: KEY,
      SWITCHBOARD_SYNC_SERVICE_SID: value,
    });

    expect([config.syncServiceSid, problems.length]).toEqual([sid, problemCount]);
  });

  it('never shows a secret in a problem', () => {
    const { problems } = readConfig({ VAPI_API_KEY: `${KEY} with blanks`, AUTH_TOKEN: KEY });

    expect(problems.join()).toContain('VAPI_API_KEY');
    expect(problems.join()).not.toContain(KEY);
  });

  it('keeps its values frozen', () => {
    const { config } = readConfig({ VAPI_ASSISTANT_ID: UUID });

    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.vapi)).toBe(true);
  });
});

describe('Secret', () => {
  it.each<[string, (secret: Secret) => string]>([
    ['String', (secret) => String(secret)],
    ['JSON.stringify', (secret) => JSON.stringify({ secret })],
    ['inspect', (secret) => inspect({ secret })],
    ['a template', (secret) => `Bearer ${String(secret)}`],
  ])('stays hidden from %s', (_name, print) => {
    const printed = print(new Secret(KEY));

    expect(printed).toContain('[redacted]');
    expect(printed).not.toContain(KEY);
  });
});
