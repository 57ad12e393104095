import type { ConnectServices } from './connect-assistant';

/** Gives up a slot that nobody will take now: how long Vapi would hold it, nobody knows. */
export async function releaseSlot(
  { controlUrl }: { readonly controlUrl?: string | undefined },
  { vapi, remainingMs }: Pick<ConnectServices, 'vapi' | 'remainingMs'>,
): Promise<void> {
  if (controlUrl === undefined) return;
  await vapi.endCall(controlUrl, Math.max(1, Math.floor(remainingMs())));
}
