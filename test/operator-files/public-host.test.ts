import { isPublicHost, listPrivateWebhooks } from '../../src/operator-files/public-host';

const hostOf = (url: string) => new URL(url).hostname;

describe('isPublicHost', () => {
  it.each([
    'https://127.0.0.1/a',
    'https://2130706433/a',
    'https://0x7f.1/a',
    'https://0.0.0.0/a',
    'https://10.0.0.1/a',
    'https://172.16.0.1/a',
    'https://192.168.1.1/a',
    'https://100.64.0.1/a',
    'https://169.254.169.254/latest',
    'https://[::1]/a',
    'https://[::ffff:127.0.0.1]/a',
    'https://[fd00::1]/a',
    'https://[fe80::1]/a',
    'https://localhost/a',
    'https://localhost./a',
    'https://metadata.google.internal/a',
    'https://crm.local/a',
    'https://crm/a',
  ])('takes %s for private (T14)', (url) => {
    expect(isPublicHost(hostOf(url))).toBe(false);
  });

  it.each(['https://crm.example.com/a', 'https://93.184.216.34/a', 'https://[2606:2800::1]/a'])(
    'takes %s for public (T14)',
    (url) => {
      expect(isPublicHost(hostOf(url))).toBe(true);
    },
  );
});

describe('listPrivateWebhooks', () => {
  it('names tenant and part (T14)', () => {
    const webhook = { url: 'https://169.254.169.254/latest' };
    const file = {
      defaults: { recording: { notify: { webhook } } },
      tenants: [
        { id: 'a', reports: { webhook, fields: [] }, afterCall: { webhook } },
        { id: 'b', afterCall: { webhook: { url: 'https://crm.example', body: { webhook } } } },
      ],
    } as unknown as Parameters<typeof listPrivateWebhooks>[0];

    expect(listPrivateWebhooks(file)).toEqual([
      'defaults: the webhook of recording.notify is at a private address, which only npm start reaches; write a public one',
      'a: the webhook of reports is at a private address, which only npm start reaches; write a public one',
      'a: the webhook of afterCall is at a private address, which only npm start reaches; write a public one',
    ]);
  });
});
