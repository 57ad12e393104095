import type { Readable } from 'node:stream';
import axios from 'axios';
import { readCallOrder, USAGE, UsageError } from './project/call-arguments';
import type { CallOrder } from './project/call-order';
import type { CallNews } from './project/call-service';
import { findSession, type SandboxSession } from './project/session-file';
import { formatEntry } from './timeline/timeline';

/** The arguments are fine, but something else is missing. */
class NotRunningError extends Error {}

async function call(): Promise<number> {
  const order = readCallOrder(process.argv.slice(2));
  if (order === 'help') {
    console.log(USAGE);
    return 0;
  }
  const session = findSession();
  if (session === undefined) throw new NotRunningError('nothing is running; begin with: npm start');
  if (order.fault !== undefined && !session.hasStandIn) {
    throw new UsageError('--fault needs the stand-in for Vapi');
  }
  let problems: readonly string[] | undefined;
  for await (const news of placeOrder(session, order)) {
    if ('problems' in news) problems = news.problems;
    else console.log(formatEntry(news));
  }
  if (problems === undefined) throw new NotRunningError('npm start has ended during the call');
  return problems.length === 0 ? 0 : 1;
}

/** Has the call placed at Twilio's stand-in, and yields what happens to it. */
async function* placeOrder(
  { callsUrl, secret }: SandboxSession,
  order: CallOrder,
): AsyncGenerator<CallNews> {
  const headers = { Authorization: `Bearer ${secret}` };
  const { data } = await axios
    .post<Readable>(callsUrl, order, { headers, responseType: 'stream', proxy: false })
    .catch(() => {
      // A killed process leaves its session behind.
      throw new NotRunningError('npm start does not answer; begin it again');
    });
  yield* readNews(data);
}

/**
 * Yields what arrives, one line of text at a time; a broken connection is an end without the last
 * line.
 */
async function* readNews(stream: Readable): AsyncGenerator<CallNews> {
  let rest = '';
  try {
    for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line) as CallNews;
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw error;
  }
}

call().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    if (error instanceof NotRunningError) console.error(error.message);
    else console.error(isUsage ? `${error.message}\nfix: npm run call -- --help` : error);
    process.exitCode = isUsage ? 2 : 1;
  },
);
