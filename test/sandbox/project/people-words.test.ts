import { findTenant } from '../../../sandbox/project/called-number';
import { buildPeople } from '../../../sandbox/project/people-words';
import { exampleAssetsFolder, readTenantFile } from '../../../sandbox/project/sandbox-project';

const { defaults, ...rest } = readTenantFile(exampleAssetsFolder);
const summit = findTenant({ defaults, ...rest }, '+12025550102');
const riverside = findTenant({ defaults, ...rest }, '+12025550101');

// N4: people in the fallback could only fail.
describe('the people of npm run call (N4)', () => {
  it('do what the words say, in the order of the fallback', () => {
    const people = buildPeople(['busy', 'answer'], summit, defaults);

    expect(people).toMatchObject({
      '+12025550171': { kind: 'busy' },
      '+12025550172': { kind: 'answers', presses: ['1'] },
    });
  });

  it('all do what the last word says', () => {
    const people = buildPeople(['decline'], riverside, defaults);

    expect(Object.keys(people)).toHaveLength(4);
    expect(Object.values(people).every(({ kind }) => kind === 'declines')).toBe(true);
  });

  it('begin anew with each destination of a transfer', () => {
    const people = buildPeople(['machine', 'no-answer'], riverside, defaults);

    expect(people['+12025550181']).toEqual(people['+12025550183']);
    expect(people['+12025550184']).toEqual({ kind: 'no-answer' });
  });

  it('are at every number that any setting rings', () => {
    const ringing = { numbers: ['+12025550191', '+12025550192'], ringSeconds: 15 };
    const tenant = { ...summit, fallback: [], answerFirst: { closed: { people: ringing } } };

    const people = buildPeople(['busy', 'answer'], tenant as unknown as typeof summit, defaults);

    expect(Object.entries(people).map(([number, { kind }]) => [number, kind])).toEqual([
      ['+12025550192', 'answers'],
      ['+12025550191', 'busy'],
    ]);
  });

  it('are nobody without a word, or without a tenant', () => {
    expect(buildPeople([], summit, defaults)).toEqual({});
    expect(buildPeople(['answer'], undefined, defaults)).toEqual({});
  });
});
