import { checkTenantFile } from '../../src/tenants/check-tenant-file';
import { tenantFileOf } from '../flows/tenant-file';

const PEOPLE = { key: 'desk', description: 'Questions', numbers: ['+12025550171'] };
const fileOf = (transfer: unknown, parts: object = {}) => tenantFileOf({ transfer, ...parts });
const problemsOf = (transfer: unknown, parts?: object) =>
  checkTenantFile(fileOf(transfer, parts)).problems;

describe('transfer in the tenant file', () => {
  it('fills in what it leaves open', () => {
    const { file } = checkTenantFile(fileOf({ destinations: [PEOPLE] }));

    expect(file?.tenants[0]?.transfer).toEqual({
      destinations: [{ ...PEOPLE, ring: 'together', ringSeconds: 20, callerId: 'caller' }],
      onFailure: 'assistant',
    });
  });

  const HOURS = {
    timeZone: 'Europe/Berlin',
    open: [{ days: ['mon'], from: '08:00', to: '17:00' }],
  };
  it.each<[string, object, string]>([
    ['key', { key: 'Front Desk' }, 'key: is not 1 to 40 small letters, digits and dashes'],
    ['key', { key: '' }, 'key: is not 1 to 40 small letters, digits and dashes'],
    ['description', { description: ' ' }, 'description: is empty: the assistant chooses by it'],
    ['description', { description: 'x'.repeat(301) }, 'description: is longer than 300 characters'],
    ['numbers', { numbers: [] }, 'numbers: has no number'],
    ['numbers', { numbers: Array(6).fill('+12025550171') }, 'numbers: has more than 5 numbers'],
    ['numbers', { numbers: ['0171'] }, 'numbers[0]: is not a phone number in E.164 form'],
    ['numbers', { numbers: ['+12025550101'] }, 'numbers[0]: rings +12025550101, which this switch'],
    ['ring', { ring: 'random' }, 'ring: is neither "together" nor "in-turn"'],
    [
      'ringSeconds',
      { ringSeconds: 4 },
      'ringSeconds: is not a whole number of seconds from 5 to 60',
    ],
    ['ringSeconds', { ringSeconds: 20.5 }, 'ringSeconds: is not a whole number of seconds'],
    ['callerId', { callerId: '+1' }, 'callerId: is neither "caller" nor "business"'],
    [
      'hours',
      { hours: { ...HOURS, timeZone: 'Berlin' } },
      'hours.timeZone: is not a time zone like',
    ],
    ['hours', { hours: 'tenants' }, 'hours: is neither "tenant" nor hours'],
    ['hours', { hours: { ...HOURS, open: [] } }, 'hours.open: has no times'],
    [
      'hours',
      { hours: { ...HOURS, open: [{ days: [], from: '8', to: '24:00' }] } },
      'hours.open[0].days: has no day',
    ],
    [
      'hours',
      { hours: { ...HOURS, open: [{ days: ['mon'], from: '8:00', to: '17:00' }] } },
      'hours.open[0].from: is not a time of the day like 08:30',
    ],
    [
      'hours',
      { hours: { ...HOURS, open: [{ days: ['mo'], from: '08:00', to: '17:00' }] } },
      'hours.open[0].days[0]: is none of "mon", "tue"',
    ],
  ])('is refused with a bad %s: %j', (_name, parts, problem) => {
    const problems = problemsOf({ destinations: [{ ...PEOPLE, ...parts }] });

    expect(problems.join('\n')).toContain(`tenants[0].transfer.destinations[0].${problem}`);
  });

  it.each<[object, string]>([
    [{ destinations: [] }, 'destinations: has no destination'],
    [
      { destinations: Array.from({ length: 21 }, (_n, at) => ({ ...PEOPLE, key: `d${at}` })) },
      '20',
    ],
    [{ destinations: [PEOPLE, PEOPLE] }, 'has two destinations with the same key'],
    [{ destinations: [PEOPLE], hold: {} }, 'hold: has neither music nor a message'],
    [{ destinations: [PEOPLE], hold: { music: 'hold.mp3' } }, 'hold'],
    [{ destinations: [PEOPLE], hold: { message: '{{businessName}}' } }, 'hold'],
    [{ destinations: [PEOPLE], onFailure: 'voicemail' }, 'onFailure: is none of "assistant"'],
    [{ destinations: [PEOPLE], afterTalk: 'x' }, 'afterTalk: is none of "assistant"'],
    [{ destinations: [PEOPLE], more: 1 }, 'more'],
  ])('is refused as %.60j', (transfer, problem) => {
    const problems = problemsOf(transfer);

    expect(problems.join('\n')).toContain('tenants[0].transfer');
    expect(problems.join('\n')).toContain(problem);
  });

  it('is refused with a workflow, which takes no tools', () => {
    const assistant = { workflowId: '3f0c5e0a-58c1-4a6e-9d5b-0d3f7a1b2c01' };

    expect(problemsOf({ destinations: [PEOPLE] }, { assistant })).toEqual([
      'tenants[0].transfer: a workflow takes no tools; use an assistant or a squad',
    ]);
  });
});
