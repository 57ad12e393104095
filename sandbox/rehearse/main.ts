import { parseArgs } from 'node:util';
import { describeFailure } from '../../build/describe-failure';
import { formatEntry } from '../timeline/timeline';
import { deployWithTwilioCli } from './deploy-tools';
import { formatMeasuredFiles } from './format-table';
import { readScriptFlags } from './package-scripts';
import { type DeployTool, type Rehearsal, rehearse } from './rehearse';
import { twilioCliFolder } from '../../deploy/install-twilio-cli';
import { twilioRun } from './twilio-run-tool';
import { ensureTwilioCli } from '../../deploy/install-twilio-cli';

const USAGE = `Deploys the project with the example's tenants to a stand-in of Twilio on this machine, with the
real tools, runs what was uploaded as Twilio would, and places a call through it.

  npm run rehearse
  npm run rehearse -- --own                 with your tenants and .env, like a deploy
  npm run rehearse -- --tool twilio-run
  npm run rehearse -- --node24              for Twilio's runtime node24, on Node 24

Exit codes: 0 going live would work; 1 it would not, and why; 2 wrong usage.`;

const TOOL_NAMES = ['twilio-run', 'twilio-cli'];

async function findTool(name: string): Promise<DeployTool> {
  if (name === 'twilio-run') return twilioRun;
  console.log('Installing the Twilio CLI if it is missing (about a minute) …');
  const cli = await ensureTwilioCli(twilioCliFolder);
  return {
    name: 'twilio serverless:deploy',
    deploy: (api, request) => deployWithTwilioCli(api, request, cli),
    // Exactly what the workflows run.
    args: readScriptFlags('deploy:ci'),
    promotions: [
      [...readScriptFlags('promote:ci'), '--source-environment=dev', '--environment=stage'],
      [...readScriptFlags('promote:ci'), '--source-environment=stage', '--production'],
    ],
  };
}

function printRehearsal(
  { name }: DeployTool,
  { run, runtime, files, call, problems }: Rehearsal,
): void {
  const seconds = (run.durationMs / 1000).toFixed(1);
  console.log(
    `\n${problems.length === 0 ? '✔' : '✘'} ${name}, ${runtime ?? 'nothing deployed'}, ${seconds} s`,
  );
  if (files.length > 0) console.log(`\n${formatMeasuredFiles(files)}`);
  if (call) console.log(`\n${call.timeline.entries.map(formatEntry).join('\n')}`);
  for (const problem of problems) console.error(`FAILED  ${problem}`);
}

async function main({ toolNames, ...options }: Words): Promise<boolean> {
  let isGood = true;
  for (const name of toolNames) {
    const tool = await findTool(name);
    const rehearsal = await rehearse(tool, options);
    printRehearsal(tool, rehearsal);
    isGood &&= rehearsal.problems.length === 0;
  }
  return isGood;
}

interface Words {
  readonly toolNames: readonly string[];
  readonly isOwn: boolean;
  readonly isNode24: boolean;
}

function readWords(): Words | undefined {
  const { values } = parseArgs({
    options: {
      tool: { type: 'string' },
      own: { type: 'boolean' },
      node24: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || (values.tool !== undefined && !TOOL_NAMES.includes(values.tool))) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return undefined;
  }
  const toolNames = values.tool === undefined ? TOOL_NAMES : [values.tool];
  return { toolNames, isOwn: values.own === true, isNode24: values.node24 === true };
}

const words = readWords();
if (words) {
  main(words).then(
    (isGood) => {
      process.exitCode = isGood ? 0 : 1;
    },
    (error: unknown) => {
      console.error(describeFailure(error));
      process.exitCode = 1;
    },
  );
}
