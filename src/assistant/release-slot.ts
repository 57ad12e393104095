import type { ConnectServices } from './connect-assistant';

/** Gives up a slot that nobody will use: it is not known how long Vapi would keep it. */
export async function releaseSlot(
  { controlUrl }: { readonly controlUrl?: string | undefined },
  { vapi, remainingMs }: Pick<ConnectServices, 'vapi' | 'remainingMs'>,
): Promise<void> {
  if (controlUrl === undefined) return;
  await vapi.endCall(controlUrl, Math.max(1, Math.floor(remainingMs())));
}
