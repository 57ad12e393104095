import { Clock } from '../../../sandbox/clock/clock';
import { buildMomentHeaders } from '../../../sandbox/project/moment-headers';
import type { PostWebhook } from '../../../sandbox/twilio/voice/webhook';
import { startCallWorld, twimlOf } from '../twiml/call-world';

describe('the moment of a call', () => {
  it('passes by the clock of the sandbox, in every request of the call', async () => {
    const clock = new Clock();
    const seen: unknown[] = [];
    const post: PostWebhook = (_url, _form, _token, headers) => {
      seen.push(headers?.['X-Sandbox-Now']);
      const { status, contentType, body } = twimlOf(
        seen.length === 1 ? '<Pause length="90"/><Redirect>/next</Redirect>' : '<Say>Bye</Say>',
      );
      return Promise.resolve({ status, contentType, body, durationMs: 1 });
    };
    const world = await startCallWorld({}, clock);

    const headers = buildMomentHeaders(clock, Date.parse('2026-12-24T17:30:00Z'));
    await world.call({ post, headers });
    await world.close();

    expect(seen).toEqual(['2026-12-24T17:30:00.000Z', '2026-12-24T17:31:30.000Z']);
  });

  it("is the machine's unless the call says otherwise", () => {
    expect(buildMomentHeaders(new Clock(), undefined)()).toEqual({});
  });
});
