import { bounds } from '../../src/config/bounds';
import { parseTenantFile } from '../../src/operator-files/parse-tenant-file';
import { tenantFileOf } from '../flows/tenant-file';

const problemsOf = (webhook: object) => {
  const afterCall = { webhook: { url: 'https://crm.example/hook', ...webhook } };
  return parseTenantFile(Buffer.from(tenantFileOf({ afterCall }))).problems;
};

describe("a template's placeholders", () => {
  it('may name what the record has', () => {
    const body = { a: '{{cost.twilio.amount}} {{type}}', b: ['{{path}}', 3], c: '{{summary}}' };

    expect(problemsOf({ body, modelText: ['summary'] })).toEqual([]);
  });

  it.each([
    [{ a: '{{calerNumber}}' }, /webhook\.body\.a .*\{\{calerNumber}}.*did you mean callerNumber\?/],
    [{ a: ['x', '{{cost.usd}}'] }, /webhook\.body\.a\[1\].*which no record has/],
    [{ a: '{{#each path}}' }, /no expressions and no loops/],
    [{ a: '{{missed ? 1 : 2}}' }, /no expressions and no loops/],
    [{ '{{callSid}}': 1 }, /only values are filled in/],
    [{ a: 'x {{summary}}' }, /add "summary" to modelText beside the body/],
    [{ a: '{{structuredData.wish}}' }, /add "structuredData" to modelText/],
  ])('of %j are refused, with the place', (body, problem) => {
    const problems = problemsOf({ body });

    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  it('are bounded, so that a filled body is', () => {
    const bodyOf = (count: number) => ({ a: Array(count).fill('{{structuredData}}'), b: 'x' });
    const modelText = ['structuredData'];

    expect(problemsOf({ body: bodyOf(bounds.placeholdersPerBody), modelText })).toEqual([]);
    expect(problemsOf({ body: bodyOf(bounds.placeholdersPerBody + 1), modelText })).toEqual([
      expect.stringMatching(/webhook\.body .*: has 61 placeholders; 60 are allowed/),
    ]);
  });

  it('are free within structured data, which only the assistant knows', () => {
    const body = { a: '{{structuredData.wish.day}}' };

    expect(problemsOf({ body, modelText: ['structuredData'] })).toEqual([]);
  });
});

describe('a static header', () => {
  const header = { name: 'X-Api-Key', valueEnv: 'SWITCHBOARD_TOKEN_ACME' };

  it.each(['X-Api-Key', 'Authorization', 'X-Hook'])('may be %s', (name) => {
    expect(problemsOf({ header: { ...header, name } })).toEqual([]);
  });

  it.each([
    ...['Host', 'content-length', 'Content-Type', 'webhook-signature', 'User-Agent', 'Cookie'],
    ...['X Y', 'X:', 'transfer-encoding', ''],
  ])('may not be %j', (name) => {
    expect(problemsOf({ header: { ...header, name } })).toHaveLength(1);
  });

  it.each(['sk-live-1234', 'AUTH_TOKEN', 'SWITCHBOARD_EVENTS_SECRET', 'switchboard_token'])(
    'may not have its value in %j',
    (valueEnv) => {
      expect(problemsOf({ header: { ...header, valueEnv } })).toEqual([
        expect.stringMatching(/never the value itself/),
      ]);
    },
  );
});
