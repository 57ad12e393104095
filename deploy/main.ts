import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from '../build/build';
import { describeFailure } from '../build/describe-failure';
import { printBuild } from '../build/print-build';
import { inProject, projectFolder } from '../build/project';
import { lockProject } from '../build/project-lock';
import { CliError } from '../cli/core/cli-error';
import { checkTarget } from './check-target';
import { ensureTwilioCli, linkPlugin, twilioCliFolder } from './install-twilio-cli';

/** A deploy tool, ready to run. */
interface Tool {
  readonly scriptFile: string;
  readonly env: Readonly<Record<string, string>>;
}

const tools: Readonly<Record<string, () => Promise<Tool>>> = {
  'twilio-run': () =>
    Promise.resolve({ scriptFile: require.resolve('twilio-run/bin/twilio-run.js'), env: {} }),
  'twilio-cli': prepareTwilioCli,
};

/** The Twilio CLI that the rehearsal runs, installed beside the project. */
async function prepareTwilioCli(): Promise<Tool> {
  const cli = await ensureTwilioCli(twilioCliFolder);
  const dataFolder = path.join(twilioCliFolder, 'data');
  await linkPlugin(dataFolder, cli.pluginFolder);
  return {
    scriptFile: cli.scriptFile,
    env: {
      TWILIO_DATA_DIR: dataFolder,
      // Without these two the CLI starts processes that look for a newer version of it.
      TWILIO_DISABLE_AUTOUPDATE: '1',
      TWILIO_SKIP_NEW_VERSION_CHECK: 'true',
    },
  };
}

/**
 * `npm run deploy`, `deploy:ci` and `promote:ci`: builds what is to be uploaded and runs a deploy tool
 * with the words given. No other build or deploy changes `dist` meanwhile.
 */
async function main([toolName = '', ...words]: readonly string[]): Promise<number> {
  const prepare = tools[toolName];
  if (prepare === undefined) throw new Error(`there is no deploy tool ${toolName}`);
  console.log(await checkTarget({ projectFolder, toolName, words, shell: process.env }));
  const unlock = lockProject('deploy');
  try {
    if (words[0]?.endsWith('deploy')) printBuild(await build());
    return await run(await prepare(), words);
  } finally {
    unlock();
  }
}

/** @returns the tool's exit code */
function run({ scriptFile, env }: Tool, words: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [scriptFile, ...words], {
    cwd: inProject(),
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    const isOurs = error instanceof CliError;
    console.error(isOurs ? `${error.message}\nfix: ${error.fix}` : describeFailure(error));
    process.exitCode = isOurs ? error.exitCode : 1;
  },
);
