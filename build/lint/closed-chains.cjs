/** Statements after which the ifs below are not reached. */
const EXITS = ['ReturnStatement', 'ThrowStatement', 'BreakStatement', 'ContinueStatement'];

/**
 * Finds chains (`if … else if … else`, `a ? b : c ? d : e`, ifs that each leave) that ask one value of
 * a closed union twice or more and leave its other members to the last branch. A new member would go
 * there without a word; in a `switch` without its case, it does not compile.
 */
module.exports.closedChains = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      rest: '{{subject}} is compared with {{tested}}, and the rest ({{rest}}) falls through unnamed: use a switch with a case for each',
    },
  },
  create(context) {
    const { parserServices } = context.sourceCode;

    function check(node, tests) {
      for (const [subject, comparisons] of groupBySubject(tests, context.sourceCode)) {
        const tested = comparisons.map(({ value }) => value);
        const members = listMembers(parserServices.getTypeAtLocation(comparisons[0].subject));
        const rest = members.filter((member) => !tested.includes(member));
        if (rest.length === 0) continue;
        const data = { subject, tested: tested.join(', '), rest: rest.join(', ') };
        context.report({ node, messageId: 'rest', data });
      }
    }

    return {
      IfStatement(node) {
        if (!isElse(node) && !isReachedByLeaving(node)) check(node, listTests(node, nextIf));
      },
      ConditionalExpression(node) {
        if (!isElse(node)) check(node, listTests(node, nextConditional));
      },
    };
  },
};

function listTests(node, next) {
  const tests = [];
  for (let at = node; at !== undefined; at = next(at)) tests.push(at.test);
  return tests;
}

function nextConditional({ alternate }) {
  return alternate.type === 'ConditionalExpression' ? alternate : undefined;
}

function nextIf(node) {
  const after = node.alternate ?? (leaves(node) ? sibling(node, 1) : undefined);
  return after?.type === 'IfStatement' ? after : undefined;
}

function isElse(node) {
  return node.parent.type === node.type && node.parent.alternate === node;
}

function isReachedByLeaving(node) {
  const before = sibling(node, -1);
  return before?.type === 'IfStatement' && nextIf(before) === node;
}

function leaves({ consequent }) {
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent;
  return EXITS.includes(last?.type);
}

function sibling(node, offset) {
  const { body } = node.parent;
  return Array.isArray(body) ? body[body.indexOf(node) + offset] : undefined;
}

/** Groups what is compared; what one test alone asks (`x === 'a' || x === 'b'`) is no chain. */
function groupBySubject(tests, sourceCode) {
  const groups = new Map();
  for (const test of tests) {
    for (const comparison of readComparisons(test)) {
      const subject = sourceCode.getText(comparison.subject);
      groups.set(subject, [...(groups.get(subject) ?? []), { ...comparison, test }]);
    }
  }
  return [...groups].filter(([, group]) => new Set(group.map(({ test }) => test)).size > 1);
}

/** Reads each `x === 'a'` of a test. */
function readComparisons(test) {
  if (test.type === 'LogicalExpression') {
    return [...readComparisons(test.left), ...readComparisons(test.right)];
  }
  const isOne =
    test.type === 'BinaryExpression' &&
    test.operator === '===' &&
    test.right.type === 'Literal' &&
    typeof test.right.value === 'string' &&
    // `typeof x` is closed by the language.
    test.left.type !== 'UnaryExpression';
  return isOne ? [{ subject: test.left, value: test.right.value }] : [];
}

/** The texts that a closed union takes; none where the type is open. */
function listMembers(type) {
  const members = type.isUnion() ? type.types : [];
  return members.every((member) => member.isStringLiteral())
    ? members.map(({ value }) => value)
    : [];
}
