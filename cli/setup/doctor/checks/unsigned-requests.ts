import { protectedPaths } from '../../../../src/twilio/urls';
import { exitCodes } from '../../../core/exit-codes';
import { inParallel } from '../../../core/in-parallel';
import { MAX_PLAIN_REQUESTS } from '../../../core/plain-http';
import type { Check } from '../check';
import { skipBecause } from '../fact';
import { type CheckResult, combine, fail, pass } from '../result';

/** Statuses by which Twilio refuses a request without its signature. */
const REFUSALS = [400, 403];

/** Checks that the deployed URLs refuse everybody but Twilio. */
export const unsignedRequests: Check = {
  id: 'unsigned-requests',
  asks: ['deployment'],
  async run({ deployment, served, askPlainly }) {
    if (deployment.unknown !== undefined) return skipBecause(deployment.unknown);
    // Ours to guard, whatever the file names say.
    const named = served.filter(({ visibility }) => visibility === 'protected');
    const guarded = [...new Set([...protectedPaths, ...named.map(({ path }) => path)])];
    const answers = await inParallel(guarded, MAX_PLAIN_REQUESTS, async (path) => {
      const url = `https://${deployment.value.domainName}${path}`;
      // Only Functions accept POST; assets, whose paths have an extension, are read.
      const method = /\.\w+$/.test(path) ? 'GET' : 'POST';
      return { url, answer: await askPlainly(method, url) };
    });
    const results = answers.flatMap(({ url, answer }) => {
      if ('error' in answer) return unreachable(url, answer.error);
      return REFUSALS.includes(answer.status) ? [] : checkUrl(url, answer.status);
    });
    return combine(results, pass(`all ${guarded.length} protected URLs refuse it`));
  },
};

function unreachable(url: string, error: string): CheckResult {
  return fail(
    `${url} cannot be reached (${error})`,
    'npm run deploy, or look at status.twilio.com',
    exitCodes.vendor,
  );
}

function checkUrl(url: string, status: number): CheckResult {
  const said = `${url} answers ${status} to an unsigned request`;
  if (status === 404) return fail(`${said}: it is not deployed`, 'npm run deploy');
  return status < 400
    ? fail(
        `${said}: anybody can place calls at your cost`,
        'name its file *.protected.ts and npm run deploy',
      )
    : fail(said, "see the Function's log: npx twilio-run logs");
}
