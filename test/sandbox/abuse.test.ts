import { abuseCases, selectAbuse } from '../../sandbox/faults/abuse';
import { type AbuseResult, countAbuse, formatAbuse } from '../../sandbox/faults/abuse/run-abuse';
import { protectedPaths } from '../../src/twilio/urls';

const good: AbuseResult = {
  name: 'flood',
  cost: { posts: 1, legs: 2, notifications: 3 },
  honestHeard: 'assistant',
  violations: { spent: [], answered: [], honest: [], idle: [] },
};

describe('the attacks', () => {
  const names = abuseCases.map(({ name }) => name);

  it('are at least forty, each with a name of its own', () => {
    expect(names.length).toBeGreaterThanOrEqual(40);
    expect(new Set(names).size).toBe(names.length);
  });

  it('try every protected URL without a signature', () => {
    const tried = protectedPaths.filter((path) => names.includes(`unsigned POST to ${path}`));

    expect(tried).toEqual(protectedPaths);
  });

  it('are chosen by words of their names, or all by the word abuse', () => {
    expect(selectAbuse(['CALLBACK FOR']).length).toBeGreaterThan(5);
    expect(selectAbuse(['abuse'])).toHaveLength(names.length);
    expect(selectAbuse(['nonsense'])).toEqual([]);
  });
});

describe('the table of attacks', () => {
  it('shows what each cost, and what the honest caller heard', () => {
    expect(formatAbuse([good])).toMatch(/flood +1 +2 +3 +assistant +good/);
  });

  it('counts what must never happen', () => {
    const bad = { ...good, violations: { ...good.violations, spent: ['2 legs, more than 0'] } };

    expect(countAbuse([good, bad]).map(([, count]) => count)).toEqual(['1', '0', '0', '0']);
    expect(formatAbuse([bad])).toContain('2 legs, more than 0');
  });
});
