import { spawn } from 'node:child_process';
import path from 'node:path';
import { twilioCliFolder } from './install-twilio-cli';
import { ensureTwilioCli, linkPlugin } from './install-twilio-cli';

/** Runs the Twilio CLI that the rehearsal runs, installed beside the project, with the words given. */
async function main(words: readonly string[]): Promise<number> {
  const cli = await ensureTwilioCli(twilioCliFolder);
  const dataFolder = path.join(twilioCliFolder, 'data');
  await linkPlugin(dataFolder, cli.pluginFolder);
  const child = spawn(process.execPath, [cli.scriptFile, ...words], {
    stdio: 'inherit',
    env: {
      ...process.env,
      TWILIO_DATA_DIR: dataFolder,
      // Without these two the CLI starts processes that look for a newer version of it.
      TWILIO_DISABLE_AUTOUPDATE: '1',
      TWILIO_SKIP_NEW_VERSION_CHECK: 'true',
    },
  });
  return new Promise((resolve) => {
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
}

main(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
