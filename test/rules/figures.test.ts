import { readFileSync } from 'node:fs';
import { figures, isSame, readFigure, writeFigure } from '../../bench/figures';
import { inProject } from '../../build/project';
import { checks } from '../../cli/setup/doctor/checks';

const read = (page: string) => readFileSync(inProject(page), 'utf8');
const builtFolder = inProject('.switchboard', 'test');

describe('the figures in the docs', () => {
  it.each(Object.entries(figures))(
    'are what the code prints, or npm run docs:figures writes them: %s',
    async (_name, figure) => {
      const said = readFigure(figure, read(figure.page));
      const printed = await figure.print(builtFolder);

      expect(isSame(figure, said, printed) || { said, printed }).toBe(true);
    },
    60_000,
  );

  it.each(Object.entries(figures))('are seen when they are wrong: %s', (_name, figure) => {
    const text = read(figure.page);
    const said = readFigure(figure, text);
    const wrong = said.replace(/\d+/, (digits) => String(Number(digits) * 2 + 1));

    expect(isSame(figure, wrong, said)).toBe(false);
    expect(readFigure(figure, writeFigure(figure, text, wrong))).toBe(wrong);
  });
});

describe('the table of checks in docs/doctor.md', () => {
  it('names each check of the doctor, in order', () => {
    const rows = read('docs/doctor.md')
      .split('## Exit codes')[0]!
      .matchAll(/^\| `([\w-]+)` /gm);
    const named = [...rows].map(([, id]) => id).filter((id) => !id!.startsWith('--'));

    expect(named).toEqual(checks.map(({ id }) => id));
  });
});
