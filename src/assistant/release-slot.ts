import type { ConnectContext } from './connect-assistant';

/** Gives up a line that nobody will take now: how long Vapi would hold it, nobody knows. */
export async function giveBack(
  { controlUrl }: { readonly controlUrl?: string | undefined },
  { vapi, remainingMs }: Pick<ConnectContext, 'vapi' | 'remainingMs'>,
): Promise<void> {
  if (controlUrl === undefined) return;
  await vapi.endCall(controlUrl, Math.max(1, Math.floor(remainingMs())));
}
