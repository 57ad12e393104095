import type { Logger } from '../log/logger';
import type { ToolCall } from '../vapi/server-message';
import type { TransferReply } from './begin';

const MAX_NAME_LENGTH = 64;

/**
 * Returns what the model hears about a tool that is not ours. A tool without a server of its own
 * reaches us, because our calls name us as the assistant's server. Nobody else would answer it.
 */
export function refuseTool({ name }: Pick<ToolCall, 'name'>, log: Logger): TransferReply {
  log.warn(
    'vapi.tool_unknown',
    'Vapi sent us a tool call that is not ours: give the tool a server',
    {
      tool: name.slice(0, MAX_NAME_LENGTH),
    },
  );
  return { error: 'This tool is not available. Tell the caller and continue to help.' };
}
