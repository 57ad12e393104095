import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Linter } from 'eslint';
import ts from 'typescript';
import { parser } from 'typescript-eslint';
import { closedChains } from '../../build/lint/closed-chains.cjs';

const REFUSED = [
  "if (kind === 'a') return 1; else if (kind === 'b') return 2; else return 3;",
  "if (kind === 'a') return 1; if (kind === 'b') return 2; return 3;",
  "return kind === 'a' ? 1 : kind === 'b' ? 2 : 3;",
  "let n = 0; if (kind === 'a') n = 1; else if (kind === 'b') n = 2; return n;",
];
const ALLOWED = [
  "if (kind === 'a' || kind === 'b') return 1; return 2;",
  "if (other === 'a') return 1; if (other === 'b') return 2; return 3;",
  "let n = 0; if (kind === 'a') n += 1; if (kind === 'b') n += 2; return n;",
  "if (kind === 'a') return 1; else if (kind === 'b' || kind === 'c') return 2; return 4;",
];

/** Returns the bodies of which the lint rule speaks. */
function lint(bodies: readonly string[]): string[] {
  const functions = bodies.map(
    (body, index) =>
      `export function f${index}(kind: 'a' | 'b' | 'c', other: string): number { ${body} return 0 }`,
  );
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'lint-')), 'chains.ts');
  writeFileSync(file, functions.join('\n'));
  const messages = new Linter({ cwd: path.dirname(file) }).verify(
    functions.join('\n'),
    {
      files: ['**/*.ts'],
      languageOptions: {
        parser,
        parserOptions: { programs: [ts.createProgram([file], { strict: true, noLib: true })] },
      },
      plugins: { switchboard: { rules: { 'closed-chains': closedChains } } },
      rules: { 'switchboard/closed-chains': 'error' },
    },
    file,
  );
  return messages.map(({ line, ruleId, message }) => (ruleId ? bodies[line - 1]! : message));
}

describe('chains of comparisons', () => {
  it('that leave a member of a closed union to the rest are refused, and no others', () => {
    expect(lint([...REFUSED, ...ALLOWED])).toEqual(REFUSED);
  });
});
