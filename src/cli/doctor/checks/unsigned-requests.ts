import { paths } from '../../../twilio/urls';
import { exitCodes } from '../../exit-codes';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import { type CheckResult, combine, fail, pass } from '../result';

/** With what Twilio refuses a request without its signature. */
const REFUSALS = [400, 403];

/** Do the deployed URLs refuse everybody but Twilio? */
export const unsignedRequests: Check = {
  id: 'unsigned-requests',
  async run({ deployment, served, askPlainly }) {
    if (deployment.unknown !== undefined) return skipBecause(deployment.unknown);
    // Ours to guard, whatever the names of the files say.
    const own = [paths.incomingCall, paths.callStatus];
    const named = served.filter(({ visibility }) => visibility === 'protected');
    const guarded = [...new Set([...own, ...named.map(({ path }) => path)])];
    const results: CheckResult[] = [];
    for (const path of guarded) {
      const url = `https://${deployment.value.domainName}${path}`;
      // Only Functions take POST; assets, the paths with an extension, are read.
      const method = /\.\w+$/.test(path) ? 'GET' : 'POST';
      const answer = await askPlainly(method, url);
      if ('error' in answer) {
        results.push(
          fail(
            `${url} cannot be reached (${answer.error})`,
            'npm run deploy, or look at status.twilio.com',
            exitCodes.vendor,
          ),
        );
      } else if (!REFUSALS.includes(answer.status)) results.push(judge(url, answer.status));
    }
    return combine(results, pass(`refused on ${guarded.join(', ')}`));
  },
};

function judge(url: string, status: number): CheckResult {
  const said = `${url} answers ${status} to an unsigned request`;
  if (status === 404) return fail(`${said}: it is not deployed`, 'npm run deploy');
  return status < 400
    ? fail(
        `${said}: anybody can place calls at your cost`,
        'name its file *.protected.ts and npm run deploy',
      )
    : fail(said, "see the Function's log: npx twilio-run logs");
}
