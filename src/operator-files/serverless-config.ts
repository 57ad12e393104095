import { evaluate } from '@humanwhocodes/momoa';
import { decodeText } from './decode-text';
import { JsonDocument, JsonTextError } from './json-document';

/** What .twilioserverlessrc says, as far as we look at it. */
export interface ServerlessConfig {
  readonly serviceName?: string;
  readonly serviceSid?: string;
  readonly runtime?: string;
}

/** Parses .twilioserverlessrc, which Twilio's tools read as JSON5. @throws {JsonTextError} */
export function parseServerlessConfig(bytes: Uint8Array): ServerlessConfig {
  const { text, problem } = decodeText(bytes);
  if (text === undefined) throw new JsonTextError(problem);
  return Object(evaluate(new JsonDocument(text, 'json5').root)) as ServerlessConfig;
}
