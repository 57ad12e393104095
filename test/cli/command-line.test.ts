import { buildCommandLine } from '../../cli/core/command-line';

describe('buildCommandLine', () => {
  it.each([
    ['deploy', {}, 'npm run deploy'],
    ['deploy', { environment: undefined }, 'npm run deploy'],
    ['switchboard numbers plan', {}, 'npm run switchboard -- numbers plan'],
    ['deploy', { environment: 'dev', force: true }, 'npm run deploy -- --environment dev --force'],
    ['deploy', { project: "a b'c" }, `npm run deploy -- --project 'a b'\\''c'`],
  ])('makes %s with %j a line to type', (script, options, line) => {
    expect(buildCommandLine(script, options)).toBe(line);
  });
});
