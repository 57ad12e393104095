import { parseTwiml, TwimlError } from '../../src/twiml/document';

describe('parseTwiml', () => {
  it('keeps elements, attributes and texts in their order', () => {
    const xml =
      '<?xml version="1.0"?><!-- a --><Response>\n <Say voice="a &amp; b">Hi <![CDATA[<you>]]></Say>\n <Hangup/></Response>';

    expect(parseTwiml(xml)).toEqual({
      name: 'Response',
      attributes: {},
      children: [
        { name: 'Say', attributes: { voice: 'a & b' }, children: ['Hi <you>'] },
        { name: 'Hangup', attributes: {}, children: [] },
      ],
    });
  });

  it.each([
    ['a document type', '<!DOCTYPE Response><Response/>'],
    ['an external entity', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'],
    [
      'an entity bomb',
      '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><l>&b;&b;&b;</l>',
    ],
    ['an undeclared entity', '<Response>&x;</Response>'],
    ['a processing instruction', '<?php x?><Response/>'],
    ['an unclosed element', '<Response><Say>'],
    ['two roots', '<Response/><Response/>'],
    ['a doubled attribute', '<Response a="1" a="2"/>'],
    ['no XML', 'error: try later'],
    ['nothing', ''],
    ['blanks before the declaration', ' <?xml version="1.0"?><Response/>'],
    ['more than 64 kB', `<Response><Say>${'ä'.repeat(33 * 1024)}</Say></Response>`],
    ['deep nesting', '<a>'.repeat(5_000) + '</a>'.repeat(5_000)],
  ])('throws on %s', (_case, xml) => {
    expect(() => parseTwiml(xml)).toThrow(TwimlError);
  });
});
