import { fillTemplate } from '../../src/call-record/fill-template';

const record = {
  type: 'call.completed',
  callSid: 'CA1',
  totalSeconds: 42,
  missed: false,
  summary: null,
  path: ['The caller left a message of 4 s.', 'The caller hung up.'],
  cost: { vapiUsd: 0.11, twilio: null },
  transfers: [{ destination: 'front-desk', outcome: 'busy' }],
};

describe('fillTemplate', () => {
  it.each<[template: unknown, filled: unknown]>([
    ['{{totalSeconds}}', 42],
    ['{{ missed }}', false],
    ['{{path}}', record.path],
    ['{{transfers}}', record.transfers],
    ['{{cost.vapiUsd}}', 0.11],
    ['{{cost.twilio.amount}}', null],
    ['{{summary}}', null],
    ['Call of {{totalSeconds}} s', 'Call of 42 s'],
    ['{{path}} Summary: {{summary}}', `${record.path.join(' ')} Summary: `],
    ['{{transfers}}!', '[{"destination":"front-desk","outcome":"busy"}]!'],
    [
      { a: ['{{callSid}}', 7, null, true], b: { c: 'x' } },
      { a: ['CA1', 7, null, true], b: { c: 'x' } },
    ],
  ])('fills %j', (template, filled) => {
    expect(fillTemplate(template, record)).toEqual(filled);
  });

  it.each(['{{constructor}}', '{{path.length}}x', '{{toString.name}}', '{{callSid.length}}'])(
    'finds nothing of the language in %s',
    (template) => {
      expect([null, 'x']).toContain(fillTemplate(template, record));
    },
  );

  it('leaves values as they are: what a value holds is not filled in again', () => {
    const tricky = { callSid: '{{totalSeconds}}', totalSeconds: 42 };

    expect(fillTemplate('a {{callSid}}', tricky)).toBe('a {{totalSeconds}}');
  });

  it('truncates a text that repeats a long one', () => {
    const long = { callSid: 'x'.repeat(4_000) };

    const filled = fillTemplate('{{callSid}} '.repeat(10), long) as string;

    expect(filled).toHaveLength(8_000);
  });

  it('cuts no character in half, which some receivers refuse', () => {
    const filled = fillTemplate('a {{callSid}}b', { callSid: `x${'😀'.repeat(4_000)}` });

    expect(JSON.stringify(filled)).not.toMatch(/\\ud83d/);
  });
});
