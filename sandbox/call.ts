import { parseArgs } from 'node:util';
import axios from 'axios';
import { findSession, type SandboxSession } from './project/session-file';
import { printTimeline } from './timeline';
import { placeCall } from './twilio/place-call';
import { faultNames } from './vapi/faults';

const USAGE = `Places one simulated call against a running \`npm start\` and prints what the caller heard.

  npm run call -- --to +12025550101
  npm run call -- --to +12025550101 --from anonymous --fault down

  --to     the called number
  --from   the caller as Twilio would name them; default +12025550143
  --fault  how the stand-in for Vapi is to fail: ${faultNames.join(', ')}

Exit codes: 0 the caller heard words and nothing went wrong; 1 something did; 2 wrong usage.`;

class UsageError extends Error {}

/** Nothing wrong with the words; something else is missing. */
class NotRunningError extends Error {}

async function call(): Promise<number> {
  const { values } = parseValues();
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (values.to === undefined) throw new UsageError('--to is missing');
  const session = findSession();
  if (session === undefined) throw new NotRunningError('nothing is running; begin with: npm start');
  if (values.fault !== undefined) await setFault(session, values.fault);
  const report = await placeCall({
    voiceUrl: `${session.url}/incoming-call`,
    authToken: session.authToken,
    accountSid: session.accountSid,
    from: values.from,
    to: values.to,
    certificateAuthority: session.standIn?.certificateAuthority,
  }).finally(() => (values.fault === undefined ? undefined : setFault(session, '')));
  console.log(printTimeline(report.timeline));
  return report.problems.length === 0 ? 0 : 1;
}

function parseValues() {
  try {
    return parseArgs({
      options: {
        to: { type: 'string' },
        from: { type: 'string', default: '+12025550143' },
        fault: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Sets the stand-in's fault; the empty name ends it. */
async function setFault({ standIn }: SandboxSession, name: string): Promise<void> {
  if (standIn === undefined) throw new UsageError('--fault needs the stand-in for Vapi');
  if (name !== '' && !faultNames.includes(name))
    throw new UsageError(`there is no fault "${name}"`);
  await axios.put(`${standIn.apiUrl}/sandbox/fault`, name, { proxy: false });
}

call().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    if (error instanceof NotRunningError) console.error(error.message);
    else console.error(isUsage ? `${error.message}\n\n${USAGE}` : error);
    process.exitCode = isUsage ? 2 : 1;
  },
);
