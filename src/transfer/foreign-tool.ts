import type { Logger } from '../log/logger';
import type { ToolCall } from '../vapi/server-message';
import type { TransferReply } from './begin';

const MAX_NAME_LENGTH = 64;
const MAX_NAMES = 5;

/** What the model hears about a tool that is not ours. */
export const FOREIGN_TOOL: TransferReply = {
  error: 'This tool is not available. Tell the caller and continue to help.',
};

/**
 * Warns once of a message's tools that are not ours. A tool without a server of its own reaches us,
 * because our calls name us as the assistant's server. Nobody else would answer it.
 */
export function reportForeignTools(tools: readonly Pick<ToolCall, 'name'>[], log: Logger): void {
  const names = [...new Set(tools.map(({ name }) => name.slice(0, MAX_NAME_LENGTH)))];
  log.warn(
    'vapi.tool_unknown',
    'Vapi sent us a tool call that is not ours: give the tool a server',
    {
      tool: names.slice(0, MAX_NAMES).join(', '),
      count: tools.length,
    },
  );
}
