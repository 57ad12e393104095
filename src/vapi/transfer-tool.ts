import type { Vapi } from '@vapi-ai/server-sdk';
import { CREDENTIAL_HEADER } from './call-credential';

/** The name under which the model knows the tool. */
export const TRANSFER_TOOL_NAME = 'transfer_to_person';

export interface TransferToolOptions {
  readonly destinations: readonly { readonly key: string; readonly description: string }[];
  /** The assistant says this to the caller before it calls the tool. */
  readonly startWords: string;
  /** Where the tool call goes. */
  readonly eventsUrl: string;
  /** What Vapi shows us: for this call alone. */
  readonly credential: string;
  /** Identifies the call; a static parameter, so the model neither sees nor fills it. */
  readonly token: string;
}

/** How long Vapi waits for the result. The caller hears the start sentence meanwhile. */
const TIMEOUT_SECONDS = 10;

/**
 * Returns the tool that lets an assistant transfer its caller to a person, added for one call.
 * @see https://docs.vapi.ai/tools/custom-tools,
 * https://docs.vapi.ai/tools/static-variables-and-aliases
 */
export function buildTransferTool(options: TransferToolOptions): Vapi.CreateFunctionToolDto & {
  type: 'function';
} {
  const { destinations, startWords, eventsUrl, credential, token } = options;
  const choices = destinations.map(({ key, description }) => `${key}: ${description}`);
  return {
    type: 'function',
    async: false,
    function: {
      name: TRANSFER_TOOL_NAME,
      description:
        'Hands the caller to a person. Use it when the caller asks for a person, or needs what only a person can do. Call it once, then say nothing more; if it fails, tell the caller and continue to help.',
      parameters: {
        type: 'object',
        properties: {
          destination: {
            type: 'string',
            enum: destinations.map(({ key }) => key),
            description: `Whom to ring. ${choices.join('. ')}`,
          },
          summary: {
            type: 'string',
            description:
              'One short sentence for the person who answers: who is calling and what about.',
          },
        },
        required: ['destination', 'summary'],
      },
    },
    server: {
      url: eventsUrl,
      timeoutSeconds: TIMEOUT_SECONDS,
      headers: { [CREDENTIAL_HEADER]: credential },
    },
    messages: [{ type: 'request-start', content: startWords, blocking: true }],
    parameters: [{ key: 'token', value: token }],
  };
}
