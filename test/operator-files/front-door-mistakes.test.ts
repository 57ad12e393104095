import { parseTenantFile } from '../../src/operator-files/parse-tenant-file';

/** Returns the problems of a tenant whose front door is on line 2. */
function problemsOf(parts: object): readonly string[] {
  const tenant = {
    id: 'a',
    name: 'A',
    numbers: ['+12025550101'],
    assistant: { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' },
  };
  const [open, close] = JSON.stringify({ tenants: [{ ...tenant, ...parts }] }).split(
    /(?<="})(?=,")/,
  ) as [string, string];
  return parseTenantFile(Buffer.from(`${open}\n${close}`)).problems;
}

describe('mistakes in a front door', () => {
  it.each<[object, string]>([
    [{ answerFirst: 'people' }, 'a.answerFirst (line 2, column 2): is not an object in { }'],
    [{ callers: { allow: '+12025550150' } }, 'a.callers.allow (line 2, column 13): is not a list'],
    [{ callers: { block: [900] } }, 'a.callers.block[0] (line 2, column 22): is not a text in'],
    [
      { callers: { block: ['+1-900*'] } },
      'is neither a phone number like +12025550143 nor the beginning of one, like +1900*',
    ],
    [{ callers: { anonymous: 'no' } }, 'is none of "answer", "challenge", "block"'],
    [{ callers: { countries: ['US'] } }, 'is neither {"allow": […]} nor {"block": […]}'],
    [
      { languages: { menu: [{ language: 'en-US' }, { language: 'en-US' }] } },
      'a.languages.menu (line 2, column 15): has two entries for en-US',
    ],
    [
      {
        languages: {
          menu: [{ language: 'en-US' }, { language: 'de-DE' }],
          byCountry: [{ country: 'MX', language: 'es-MX' }],
        },
      },
      'a.languages.byCountry (line 2, column 66): has a rule for es-MX, which is not in the menu',
    ],
    [
      { answerFirst: { numbers: ['+12025550171'] } },
      'a.answerFirst.numbers (line 2, column 17): is not a known field; the fields here are open, closed',
    ],
  ])('are named with their place: %j', (parts, problem) => {
    expect(problemsOf(parts)).toEqual([expect.stringContaining(problem)]);
  });

  it('are named within the object that may stand for another', () => {
    expect(problemsOf({ whenClosed: { fallback: [{ step: 'voicemal' }] } })).toEqual([
      'a.whenClosed.fallback[0].step (line 2, column 29): is none of "say", "dial", "voicemail", "hangup"; found "voicemal"',
    ]);
    expect(problemsOf({ whenClosed: { fallbak: [] } })[0]).toContain(
      'is neither {"assistant": …} nor {"fallback": […]}',
    );
  });

  it('are named with the value that is wrong', () => {
    const [zone] = problemsOf({ hours: { timeZone: 'Europe/Berln', open: [] } });

    expect(zone).toContain('is not a time zone like Europe/Berlin; found "Europe/Berln"');
  });

  it.each([
    ['a key that was pasted', { apiKeyEnv: 'canary-key-7f21' }],
    ['an unknown field', { apiKey: 'canary-key-7f21' }],
  ])('do not show what may be a secret: %s', (_case, parts) => {
    const assistant = { assistantId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01', ...parts };
    const tenant = { id: 'a', name: 'A', numbers: ['+12025550101'], assistant };

    const { problems } = parseTenantFile(Buffer.from(JSON.stringify({ tenants: [tenant] })));

    expect(problems[0]).toContain(`a.assistant.${Object.keys(parts)[0]}`);
    expect(problems.join('\n')).not.toContain('canary');
  });

  it('do not repeat what stands there: it may be a number, and the log has these sentences', () => {
    const [problem] = problemsOf({ callers: { allow: '+12025550150' } });

    expect(problem).not.toContain('+12025550150');
  });
});
