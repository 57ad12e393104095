import { formatTenantFile, openTenantFile } from '../../src/tenants/tenant-file';

const first = { id: 'first', numbers: ['+12025550101'], dial: ['+12025550102'] };
const second = { id: 'second', numbers: ['+12025550102', '+12025550103'], note: 'a\nb' };
const file = { defaults: { language: 'de-DE' }, tenants: [first, second] };

const forms = [
  ['the form of the build', formatTenantFile(file)],
  ['one line', JSON.stringify(file)],
  ['a form for people', JSON.stringify(file, null, 2)],
] as const;

describe.each(forms)('openTenantFile on %s', (_form, text) => {
  const opened = openTenantFile(Buffer.from(text));

  it('finds the tenant that claims a number', () => {
    expect(opened.findEntry('+12025550101')).toEqual(first);
    expect(opened.findEntry('+12025550103')).toEqual(second);
    expect(opened.defaults).toEqual(file.defaults);
  });

  it('finds the tenant with an id', () => {
    expect(opened.findEntryById('second')).toEqual(second);
    expect(opened.findEntryById('first')).toEqual(first);
  });

  it.each(['third', '', 'fir', '"', 'first"', '+12025550101'])('finds no id "%s"', (id) => {
    expect(opened.findEntryById(id)).toBeUndefined();
  });

  it('is not misled by a number that another tenant only mentions', () => {
    expect(opened.findEntry('+12025550102')).toEqual(second);
  });

  it.each(['+12025550199', '', 'first', '"', '+1202555010', 'sip:x@example.com'])(
    'finds nobody for "%s"',
    (number) => {
      expect(opened.findEntry(number)).toBeUndefined();
    },
  );
});

describe('openTenantFile', () => {
  it('writes valid JSON in the form of the build', () => {
    expect(JSON.parse(formatTenantFile(file))).toMatchObject(file);
    expect(JSON.parse(formatTenantFile({ tenants: [] }))).toMatchObject({ tenants: [] });
  });

  it('finds tenants beside a broken one', () => {
    const text = formatTenantFile(file).replace('"id":"first",', '"id":first,');
    const opened = openTenantFile(Buffer.from(text));

    expect(opened.findEntry('+12025550101')).toBeUndefined();
    expect(opened.findEntry('+12025550103')).toEqual(second);
  });

  it.each([
    '{"note":{"tenants":[\n]},"tenants":[\n{"numbers":["+12025550101"]}\n]}\n',
    '{"tenants":[\n{"numbers":\n["+12025550101"]}\n]}\n',
    '{"tenants":[\n{"numbers":[]},{"numbers":["\\u002b12025550101"]}\n],"defaults":{}\n}\n',
  ])('reads a hand-made file that looks like one of the build: %j', (text) => {
    expect(openTenantFile(Buffer.from(text)).findEntry('+12025550101')).toBeDefined();
  });

  it.each(['', 'not JSON', '[]', 'null', '{}', '{"tenants":{}}', '{"tenants":[\n'])(
    'throws on %p',
    (text) => {
      expect(() => openTenantFile(Buffer.from(text))).toThrow();
    },
  );
});
