import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Returns the voices that Twilio's own package lists for `<Say>`, as of its version. */
export function listTwilioVoices(): string[] {
  const folder = path.dirname(require.resolve('twilio/package.json'));
  const types = readFileSync(path.join(folder, 'lib', 'twiml', 'VoiceResponse.d.ts'), 'utf8');
  const [, union = ''] = /\btype SayVoice = ([^;]+);/.exec(types) ?? [];
  return [...union.matchAll(/"([^"]+)"/g)].map(([, voice]) => voice!);
}
