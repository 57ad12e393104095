import { printReport, printText } from '../../../cli/print/report';
import { formatTable } from '../../../cli/print/table';

const collect = () => {
  const written: string[] = [];
  return { written, write: (text: string) => written.push(text) };
};

describe('what is printed', () => {
  it.each([
    ['colours', 'a\u001b[31mb\u001b[0m', 'ab'],
    ['a title of the window', 'a\u001b]0;title\u0007b', 'ab'],
    ['a link', 'a\u001b]8;;https://evil.example\u0007b\u001b]8;;\u0007', 'ab'],
    ['a sequence that never ends', 'ab\u001b', 'ab'],
    ['one in eight bits', 'a\u009b31mb', 'ab'],
    ['what overwrites the line', 'good\rbad\bder', 'goodbadder'],
    ['what turns the direction of writing', 'a\u202eb\u2066', 'ab'],
    ['a tab, which shows as a blank', 'a\tb', 'a b'],
  ])('has no %s (T16)', (_what, text, shown) => {
    const output = collect();

    printText(output, `${text}\nnext`);

    expect(output.written).toEqual([`${shown}\nnext\n`]);
  });

  it('has none in a JSON document, which stays valid (T16)', () => {
    const output = collect();
    const data = { word: 'a\u009b31m\u202e"b' };

    printReport(output, { exitCode: 0, data, problems: [], text: '' }, true);

    expect(JSON.parse(output.written.join(''))).toMatchObject({ data: { word: 'a"b' } });
  });

  it('keeps a cell of a table on its line (T16)', () => {
    const table = formatTable(['name'], [['x\nall is well\r\n\u2028end']]);

    expect(table.split('\n')).toEqual(['name', 'x all is well end']);
  });
});
