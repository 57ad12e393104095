import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { inProject } from '../../build/project';

const SHORT_CIRCUITS = [
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
];
const WORDS = /^[xf]?(describe|it|test)$/;

/** Lists where a test file could leave out a test: by jest's own words, or by a condition around one. */
function listSkips(name: string, text: string): string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const skips: string[] = [];
  const look = (node: ts.Node): void => {
    if (isTestWord(node) && (!isPlainCall(node) || hasCondition(node))) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      skips.push(`${name}:${line + 1}`);
    }
    node.forEachChild(look);
  };
  look(source);
  return skips;
}

/** A name of jest's as a value, not a property or a parameter of that name. */
function isTestWord(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node) || !WORDS.test(node.text)) return false;
  const { parent } = node;
  const isOwnName = ts.isPropertyAccessExpression(parent) && parent.name === node;
  return !isOwnName && !ts.isPropertyAssignment(parent);
}

/** Only `it(…)` and `it.each(…)(…)` always run. */
function isPlainCall({ text, parent }: ts.Identifier): boolean {
  if (/^[xf](describe|it|test)$/.test(text)) return false;
  if (ts.isCallExpression(parent)) return true;
  return ts.isPropertyAccessExpression(parent) && parent.name.text === 'each';
}

function hasCondition(node: ts.Node): boolean {
  for (let above = node.parent; !ts.isSourceFile(above); above = above.parent) {
    if (ts.isIfStatement(above) || ts.isConditionalExpression(above)) return true;
    if (ts.isBinaryExpression(above) && SHORT_CIRCUITS.includes(above.operatorToken.kind))
      return true;
  }
  return false;
}

describe('the test files', () => {
  const files = readdirSync(inProject('test'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.test.ts'),
  );

  it('leave out no test, whatever is installed', () => {
    const skips = files.flatMap((file) =>
      listSkips(file, readFileSync(inProject('test', file), 'utf8')),
    );

    expect(files.length).toBeGreaterThan(100);
    expect(skips).toEqual([]);
  });

  it.each([
    'it.skip("a", f)',
    'describe.skip("a", f)',
    'it.only("a", f)',
    'it.todo("a")',
    'it.skip.each([1])("a", f)',
    'xit("a", f)',
    'fdescribe("a", f)',
    'const maybe = there ? describe : describe.skip;',
    'if (there) it("a", f);',
    'there && it("a", f);',
    'const alias = it;',
  ])('are seen to: %s', (text) => {
    expect(listSkips('a.test.ts', text)).not.toEqual([]);
  });

  it.each(['it("a", f)', 'it.each([1])("a", f)', 'a({ it: 1, test: 2 }); pattern.test(b)'])(
    'may have %s',
    (text) => {
      expect(listSkips('a.test.ts', text)).toEqual([]);
    },
  );
});
