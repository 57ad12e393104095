import type { PageMessage, ServerMessage } from '../protocol';

const RETRY_EVERY_MS = 1_000;

export interface Listener {
  readonly onMessage: (message: ServerMessage) => void;
  readonly onState: (state: 'open' | 'lost') => void;
}

export interface Connection {
  readonly send: (message: PageMessage) => void;
}

/** Connects with `npm start`. Once that has ended, the page is loaded again when it is back. */
export function connect({ onMessage, onState }: Listener): Connection {
  const token = document.querySelector<HTMLMetaElement>('meta[name=console-token]')?.content ?? '';
  const socket = new WebSocket(`ws://${location.host}/socket?token=${encodeURIComponent(token)}`);
  socket.onopen = () => onState('open');
  socket.onmessage = ({ data }) => onMessage(JSON.parse(String(data)) as ServerMessage);
  socket.onclose = () => {
    onState('lost');
    // Another start may serve another page.
    setInterval(() => void reloadIfServed(), RETRY_EVERY_MS);
  };
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
  };
}

async function reloadIfServed(): Promise<void> {
  const { ok } = await fetch(location.href).catch(() => ({ ok: false }));
  if (ok) location.reload();
}
