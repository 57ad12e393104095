import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { inProject } from '../build/project';
import { buildExample } from '../sandbox/project/sandbox-project';
import { figures, isSame, readFigure, writeFigure } from './figures';

/** Writes into the docs what the code prints; figures within their tolerance stay. */
async function main(): Promise<void> {
  const builtFolder = await buildExample('figures');
  for (const [name, figure] of Object.entries(figures)) {
    const file = inProject(figure.page);
    const text = readFileSync(file, 'utf8');
    const printed = await figure.print(builtFolder);
    if (isSame(figure, readFigure(figure, text), printed)) continue;
    const filled = writeFigure(figure, text, printed);
    writeFileSync(file, await format(filled, { parser: 'markdown' }));
    console.log(`${figure.page}: ${name}`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
