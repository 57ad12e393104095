import { statSync } from 'node:fs';
import path from 'node:path';
import { allCases } from '../sandbox/faults/cases';
import { formatThemeCounts } from '../sandbox/faults/format-results';
import { formatDay } from '../sandbox/queue-simulation/format-day';
import { DEFAULT_DAY, simulateDay } from '../sandbox/queue-simulation/simulate';

/** Something that a page of the documentation says and the code can print at any time. */
export interface Figure {
  readonly page: string;
  /** Its first group is the figure in the page. */
  readonly pattern: RegExp;
  /** @param builtFolder Holds the built Functions. */
  readonly print: (builtFolder: string) => string | Promise<string>;
  /** How far a number may be off, as a share; 0 = not at all. */
  readonly tolerance: number;
}

/** What `npm run docs:figures` writes. Timings are not among them: `npm run bench` writes its own page. */
export const figures: Readonly<Record<string, Figure>> = {
  'a simulated day': {
    page: 'docs/queue.md',
    pattern: /<!-- npm run simulate:queue -->\n\n(\|[^]*?)\n\n/,
    print: async () => {
      const printed = formatDay(DEFAULT_DAY, await simulateDay(DEFAULT_DAY));
      return printed.slice(printed.indexOf('|'));
    },
    tolerance: 0,
  },
  'the number of faults': {
    page: 'docs/faults.md',
    pattern: /\| in (\d+) faults \|/,
    print: () => String(allCases.length),
    tolerance: 0,
  },
  'the faults by what is broken': {
    page: 'docs/faults.md',
    pattern: /\n\n(\| what is broken [^]*\|)\n*$/,
    print: () => formatThemeCounts(allCases),
    tolerance: 0,
  },
  'the size of incoming-call': {
    page: 'docs/benchmark.md',
    pattern: /^\| ours, all inside +\| ([\d.]+) kB/m,
    print: (builtFolder) => {
      const file = path.join(builtFolder, 'functions', 'incoming-call.protected.js');
      return (statSync(file).size / 1024).toFixed(1);
    },
    tolerance: 0.05,
  },
};

/** Returns what the page says. @throws {Error} if it does not have the figure */
export function readFigure({ page, pattern }: Figure, text: string): string {
  const [, found] = pattern.exec(text) ?? [];
  if (found === undefined) throw new Error(`${page} has nothing like ${pattern.source}`);
  return found;
}

/** Returns the page with the figure as the code prints it. */
export function writeFigure(figure: Figure, text: string, printed: string): string {
  const old = readFigure(figure, text);
  return text.replace(figure.pattern, (match) => match.replace(old, () => printed));
}

/** Returns whether page and code say the same, whatever the width of a table's columns. */
export function isSame({ tolerance }: Figure, said: string, printed: string): boolean {
  if (tolerance === 0) return squeeze(said) === squeeze(printed);
  return Math.abs(Number(said) - Number(printed)) <= tolerance * Number(printed);
}

function squeeze(table: string): string {
  return table.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---').replaceAll('- ', '-').trim();
}
