import { exitCodes } from '../../core/exit-codes';
import type { Finding } from '../../core/vapi/check-references';
import { describeKind, fieldOf } from './describe-value';
import { breaking, type Difference, harmless } from './difference';
import type { StreamFacts } from './open-stream';

/** Closed as we asked, without a code, or because it was going away anyway. */
const ORDERLY = new Set([1000, 1001, 1005]);
/** The connection broke without a close. Twilio and the code treat that as an end as well. */
const BROKEN = 1006;

/** Returns what was not as Twilio needs it. */
export function checkStream(
  facts: StreamFacts,
  talk: boolean,
): { readonly differences: readonly Difference[]; readonly obstacle?: Finding } {
  switch (facts.outcome) {
    case 'refused':
      return { differences: [breaking('the WebSocket', 'status 101', `status ${facts.status}`)] };
    case 'unreachable': {
      const problem = `the call's WebSocket cannot be reached (${facts.problem})`;
      return { differences: [], obstacle: { problem, exitCode: exitCodes.vendor } };
    }
    case 'opened':
      return {
        differences: [...(talk ? checkFrame(facts.frame) : []), ...checkClose(facts.closeCode)],
      };
  }
}

function checkClose(code: number | undefined): Difference[] {
  const path = "the WebSocket's close";
  if (code === undefined) return [breaking(path, 'an answer to our close', 'none in time')];
  if (ORDERLY.has(code)) return [];
  if (code === BROKEN) return [harmless(path, 'code 1000', 'a broken connection')];
  return [breaking(path, 'code 1000', `code ${code}`)];
}

function checkFrame(frame: unknown): Difference[] {
  const path = 'the first audio';
  if (frame === undefined) return [breaking(path, 'a media message', 'none in time')];
  const payload = fieldOf(fieldOf(frame, 'media'), 'payload');
  const isBase64 = typeof payload === 'string' && /^[A-Za-z0-9+/]+=*$/.test(payload);
  return [
    ...(isBase64 ? [] : [breaking(`${path}'s media.payload`, 'base64', describeKind(payload))]),
    ...(fieldOf(frame, 'isOurs') === true
      ? []
      : [breaking(`${path}'s streamSid`, 'that of our start message', 'another')]),
  ];
}
