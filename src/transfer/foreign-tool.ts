import type { Logger } from '../log/logger';
import type { ToolCall } from '../vapi/server-message';
import type { TransferReply } from './begin';

const MAX_NAME_LENGTH = 64;

/**
 * Returns what the model is told of a tool that is not ours. Vapi asks us for each tool that has no
 * server of its own, for calls name ours as the assistant's: where the tool is answered, nobody knows.
 */
export function refuseTool({ name }: Pick<ToolCall, 'name'>, log: Logger): TransferReply {
  log.warn('vapi.tool_unknown', 'A tool is called here that is not ours: give it a server', {
    tool: name.slice(0, MAX_NAME_LENGTH),
  });
  return { error: 'This tool is not available. Tell the caller and go on helping.' };
}
