import type { Check } from '../check';
import type { DoctorFacts } from '../doctor-facts';
import { reportUnknown } from '../fact';
import { combine, fail, pass, warn } from '../result';

const HANDLER = '@twilio/runtime-handler';

/** Runtimes that Twilio runs and this project is built for. */
const SUPPORTED_RUNTIMES = ['node20', 'node22', 'node24'];

/** Checks that the live build runs on the Node.js and the handler that the project asks for. */
export const liveBuild: Check = {
  id: 'live-build',
  asks: ['liveBuild'],
  run(context) {
    const { liveBuild: live } = context;
    if (live.unknown !== undefined) return reportUnknown(live.unknown);
    const { runtime, dependencies } = live.value;
    const handler = dependencies[HANDLER];
    return combine(
      [...checkRuntime(runtime, context), ...checkHandler(handler, context)],
      pass(`${runtime}, ${HANDLER} ${handler ?? ''}`),
    );
  },
};

function checkRuntime(runtime: string, { wantedRuntime }: DoctorFacts) {
  if (!SUPPORTED_RUNTIMES.includes(runtime)) {
    return [
      fail(`runs on ${runtime}`, `set runtime to node22 in .twilioserverlessrc; npm run deploy`),
    ];
  }
  return wantedRuntime === undefined || wantedRuntime === runtime
    ? []
    : [warn(`runs on ${runtime}, .twilioserverlessrc asks for ${wantedRuntime}`, 'npm run deploy')];
}

function checkHandler(handler: string | undefined, { manifest }: DoctorFacts) {
  const wanted = manifest?.dependencies?.[HANDLER];
  if (handler === undefined) {
    return [warn(`names no ${HANDLER}: Twilio's default may change by itself`, 'npm run deploy')];
  }
  return wanted === undefined || wanted === handler
    ? []
    : [warn(`has ${HANDLER} ${handler}, package.json asks for ${wanted}`, 'npm run deploy')];
}
