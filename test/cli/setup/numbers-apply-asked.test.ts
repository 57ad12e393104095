import { existsSync } from 'node:fs';
import path from 'node:path';
import type { StoredPhoneNumber } from '../../../sandbox/twilio/serverless/phone-number-store';
import { deployEnvironment } from '../deploy-environment';
import { CliWorld } from '../run-cli';

jest.setTimeout(60_000);

const NUMBERS = ['+12025550101', '+12025550102', '+12025550103'] as const;

let world: CliWorld;
let domain: string;
let stored: StoredPhoneNumber[];
beforeEach(async () => {
  world = await CliWorld.start();
  world.writeTenants({ dental: NUMBERS });
  domain = deployEnvironment(world.api);
  stored = NUMBERS.map((number) => world.api.phoneNumbers.add(number));
});
afterEach(() => world.stop());

interface ApplyData {
  readonly numbers: { phoneNumber: string; outcome: string }[];
}

const apply = (...words: string[]) => world.runJson<ApplyData>('numbers', 'apply', ...words);
const isOurs = ({ voiceUrl }: StoredPhoneNumber) => voiceUrl.includes(domain);

describe('numbers apply for a number of a SIP trunk', () => {
  const TRUNK = `TK${'a'.repeat(32)}`;
  beforeEach(() => Object.assign(stored[1]!, { trunkSid: TRUNK }));

  it('changes nothing where nobody can be asked, and ends with 2 (O9)', async () => {
    const { exitCode, problems } = await apply();
    const { stderr } = await world.run('numbers', 'apply');

    expect(exitCode).toBe(2);
    expect(problems[0]).toContain(`+12025550102 leaves SIP trunk ${TRUNK}: calls no longer go`);
    expect(stderr).toContain('npm run switchboard -- numbers apply --environment dev');
    expect(stderr).toContain('--yes');
    expect(world.countUpdates()).toBe(0);
    expect(existsSync(path.join(world.folder, '.switchboard'))).toBe(false);
  });

  it.each([
    ['n', 1, 0],
    ['', 1, 0],
    ['y', 0, 3],
  ])('asks who is there; the answer "%s" ends with %i (O9)', async (answer, code, updates) => {
    const questions: string[] = [];
    world.ask = (question) => {
      questions.push(question);
      return Promise.resolve(answer);
    };

    const { exitCode } = await apply();

    expect(questions).toEqual([expect.stringMatching(/leaves SIP trunk TKa{32}[^]*Continue\?/)]);
    expect([exitCode, world.countUpdates()]).toEqual([code, updates]);
  });

  it('asks nobody where no number would leave a trunk (O9)', async () => {
    Object.assign(stored[1]!, { trunkSid: '' });
    world.ask = () => Promise.reject(new Error('asked'));

    expect((await apply()).exitCode).toBe(0);
  });
});

describe('numbers apply --tenant', () => {
  it('changes the numbers of these tenants alone (O9)', async () => {
    const [first, second, third] = NUMBERS;
    world.writeTenants({ dental: [first], hvac: [second, '+12025550104'], law: [third] });

    const { exitCode, data, problems } = await apply('--tenant', 'dental', '--tenant', 'law');

    expect([exitCode, problems]).toEqual([0, []]);
    expect(data.numbers.map(({ phoneNumber }) => phoneNumber)).toEqual([first, third]);
    expect(stored.map(isOurs)).toEqual([true, false, true]);
  });

  it('refuses an id that no tenant has, and names the nearest (O9)', async () => {
    const { exitCode, stderr } = await world.run('numbers', 'apply', '--tenant', 'dentel');

    expect(exitCode).toBe(2);
    expect(stderr).toContain('--tenant dental');
    expect(world.countUpdates()).toBe(0);
  });

  it('names the same tenants in the command that finishes (O9)', async () => {
    world.api.failNext(500, 1, { method: 'POST', skip: 1 });

    const { stdout } = await world.run('numbers', 'apply', '--tenant', 'dental');

    expect(stdout).toMatch(/Change the rest with: .* --tenant dental /);
  });
});
