import { ApiError } from '../../sandbox/twilio/rest/api-error';
import { findSyntaxProblem } from '../../sandbox/twilio/serverless/rules/build-content';
import { checkDependencies } from '../../sandbox/twilio/serverless/rules/dependencies';
import { checkRuntimeHandler } from '../../sandbox/twilio/serverless/rules/runtime-handler';
import { checkVariable } from '../../sandbox/twilio/serverless/rules/variables';

const handler = (version: string) => [{ name: '@twilio/runtime-handler', version }];

/** Eight values of 400 bytes, each of which may be set by itself. */
const MANY = Object.fromEntries(
  Array.from({ length: 7 }, (_unused, index) => [`FILLER_${index}`, 'x'.repeat(400)]),
);

function ruleOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error instanceof ApiError ? error.rule : String(error);
  }
}

describe('what the stand-in for Twilio refuses of a deploy', () => {
  it.each<[string, () => void, string]>([
    ['2.1.0', () => checkRuntimeHandler(handler('2.1.0')), 'runtime-handler-version'],
    ['none', () => checkRuntimeHandler([]), 'runtime-handler-missing'],
    ['2.0.1', () => checkRuntimeHandler(handler('2.0.1')), ''],
    ['2.1.2', () => checkRuntimeHandler(handler('2.1.2')), ''],
  ])('knows the runtime handlers that Twilio offers: %s', (_version, check, rule) => {
    expect(ruleOf(check) ?? '').toBe(rule);
  });

  it.each([
    ['^6.2.0', 'range'],
    ['github:twilio/twilio-node', 'dependency-source'],
    ['6.2.0', ''],
  ])('wants exact versions from the registry: %s', (version, rule) => {
    expect(ruleOf(() => checkDependencies([{ name: 'twilio', version }])) ?? '').toBe(rule);
  });

  it.each([
    [{}, 449, ''],
    [{}, 450, 'variable-size'],
    [MANY, 150, ''],
    [MANY, 400, 'variables-total-size'],
  ])('limits variables one by one and together (%#)', (others, bytes, rule) => {
    expect(ruleOf(() => checkVariable('LAST', 'x'.repeat(bytes), others)) ?? '').toBe(rule);
  });

  it.each([
    ['exports.handler = (', 'javascript'],
    ['exports.handler = () => {}', undefined],
  ])('parses each Function: %s', (source, rule) => {
    const version = { path: '/broken', content: Buffer.from(source) };

    expect(findSyntaxProblem(version)?.rule).toBe(rule);
  });
});
