import { PassThrough } from 'node:stream';
import { TwilioRunOutput } from '../../../sandbox/project/twilio-run-output';

const URL_OF = 'http://localhost:3000';
const LIST = `Functions\n\u001b[2m${URL_OF}\u001b[22m/health\n\nAssets\n${URL_OF}/parts/accept.xml\n`;

async function read(text: string) {
  const lines: string[] = [];
  const output = new TwilioRunOutput(URL_OF, (line) => lines.push(line));
  const stream = new PassThrough();
  output.read(stream);
  stream.end(text);
  await new Promise((resolve) => stream.once('close', resolve));
  await new Promise(setImmediate);
  return { output, lines };
}

// N8: 23 URLs stood under the useful hint.
describe('what twilio-run prints (N8)', () => {
  it('tells by its list that it serves, in colours too', async () => {
    const { output } = await read(LIST);

    await expect(output.listed).resolves.toBeUndefined();
  });

  it('does not serve before', async () => {
    const { output, lines } = await read(`Functions\n${URL_OF}/health\n`);
    const first = await Promise.race([output.listed, Promise.resolve('not yet')]);

    expect(first).toBe('not yet');
    expect(lines).toEqual([]);
  });

  it('is passed on without the list, and without what it says of every local request', async () => {
    const warning = 'WARNING at x.js:1 The SERVICE_SID variable is undefined by default in local';
    const { lines } = await read(`${LIST}\n200 POST /health\n${warning} development.\n${LIST}`);

    expect(lines).toEqual(['200 POST /health']);
  });
});
