import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { transform } from 'esbuild';
import { inProject } from '../../build/project';
import {
  type Preparation,
  setDependency,
  writeStagedFile,
} from '../../sandbox/rehearse/break-project';
import { rehearse } from '../../sandbox/rehearse/rehearse';
import { twilioRun } from '../../sandbox/rehearse/twilio-run-tool';
import { runTool } from '../../deploy/run-tool';

/** What tsc would make of an entry: imports of other files stay. */
const withoutBundling: Preparation = async (stagedFolder) => {
  const source = await readFile(inProject('src/functions/incoming-call.protected.ts'), 'utf8');
  const { code } = await transform(source, { loader: 'ts', format: 'cjs' });
  await writeStagedFile('dist/functions/incoming-call.protected.js', code)(stagedFolder);
};

const GREETING =
  "exports.handler = (c, e, cb) => { const r = new Twilio.twiml.VoiceResponse(); r.say('Hi'); cb(null, r); };";

const HELPER = 'exports.handler = (c, e, cb) => cb();';

describe('the deploy rehearsal', () => {
  it('goes through with the project as it is, and a call reaches the assistant', async () => {
    const { problems, files, call } = await rehearse(twilioRun);

    expect(problems).toEqual([]);
    expect(call?.streams).toEqual([{ outcome: 'closed', heardAudio: true }]);
    expect(files.map(({ path: url, visibility }) => `${url} ${visibility}`)).toEqual(
      expect.arrayContaining(['/incoming-call protected', '/call-status protected']),
    );
    expect(files.filter(({ visibility }) => visibility === 'public')).toMatchObject([
      { path: '/health', statusCode: 200, unsignedStatusCode: 200 },
      { path: '/vapi/events', statusCode: 401, unsignedStatusCode: 401 },
    ]);
  }, 180_000);

  it("goes through for Twilio's node24, and what was deployed runs on Node 24", async () => {
    const { problems, runtime, call } = await rehearse(twilioRun, { isNode24: true });

    expect([problems, runtime]).toEqual([[], 'node24']);
    expect(call?.streams).toEqual([{ outcome: 'closed', heardAudio: true }]);
  }, 180_000);

  it("fails with a variable in .env that belongs in the operator's shell", async () => {
    const prepare: Preparation = (folder) =>
      appendFile(path.join(folder, '.env'), 'SWITCHBOARD_TENANTS_FILE=tenants.json\n');

    const { problems } = await rehearse(twilioRun, { prepare });

    expect(problems).toEqual([
      'SWITCHBOARD_TENANTS_FILE was uploaded; it belongs in the shell, not in .env',
    ]);
  }, 180_000);

  it.each<[string, Preparation, RegExp]>([
    ['without bundling', withoutBundling, /the call: 11200 \/incoming-call answered 500/],
    // test/sandbox/deploy-refusals.test.ts has the other rules of a build.
    ['with a dependency range', setDependency('twilio', '^6.2.0'), /refused \(range\)/],
  ])(
    'fails %s',
    async (_case, prepare, problem) => {
      const { problems } = await rehearse(twilioRun, { prepare });

      expect(problems.join('\n')).toMatch(problem);
    },
    180_000,
  );

  it('fails where every call ends in a greeting, and names a helper file that became a URL', async () => {
    const prepare: Preparation = async (folder) => {
      await writeStagedFile('dist/functions/incoming-call.protected.js', GREETING)(folder);
      await writeStagedFile('dist/functions/lib/format.js', HELPER)(folder);
    };

    const { problems } = await rehearse(twilioRun, { prepare });

    expect(problems.join('\n')).toMatch(/did not reach the assistant/);
    expect(problems.join('\n')).toMatch(
      /function \/lib\/format is public and not in the table of URLs/,
    );
  }, 180_000);

  it('explains itself after wrong arguments and ends with 2', async () => {
    const run = await runTool({
      scriptFile: inProject('node_modules/ts-node/dist/bin.js'),
      args: [inProject('sandbox/rehearse/main.ts'), '--tool', 'other'],
      folder: inProject(),
      env: { PATH: process.env['PATH'] ?? '' },
      limitMs: 20_000,
    });

    expect([run.exitCode, run.stdout]).toEqual([2, expect.stringContaining('npm run rehearse')]);
  });
});
