import type { Exchange } from '../servers/exchange';
import type { LocalWorld } from '../project/call-order';
import { prettyJson } from './pretty';
import type { PageSession } from './page-session';
import type { Lane, LogMessage } from '../../console/protocol';

type ListSessions = () => readonly PageSession[];

/** Shows what passes between Functions and the stand-ins for Vapi, Twilio's REST API and tenants. */
export function watchStandIns(
  { standIn, network, tenantServers }: LocalWorld,
  list: ListSessions,
): void {
  const show = (from: Lane, to: Lane, exchange: Exchange, named = '') =>
    findSession(list(), exchange, named)?.showExchange(from, to, exchange);
  if (tenantServers) {
    tenantServers.onRequest = ({ webhookId, ...exchange }) =>
      show('functions', 'functions', exchange, webhookId);
  }
  if (network) network.onRequest = (exchange) => show('functions', 'twilio', exchange);
  if (standIn === undefined) return;
  standIn.onRequest = (exchange) => {
    show('functions', 'vapi', exchange);
    const made = standIn.calls.at(-1);
    if (made) made.onToolCall = (toolCall) => show('vapi', 'functions', toolCall);
  };
  const { post } = standIn.messages;
  standIn.messages.post = async (url, body, options) => {
    const startedAtMs = performance.now();
    const status = await post(url, body, options);
    const ms = Math.round(performance.now() - startedAtMs);
    show('vapi', 'functions', {
      method: 'POST',
      url,
      body: JSON.stringify(body),
      status,
      answer: '',
      ms,
    });
    return status;
  };
}

/** Shows a log entry of a Function beside its call; what is no log entry is not shown. */
export function showLine(line: string, sessions: readonly PageSession[]): void {
  if (!line.startsWith('{')) return;
  let entry: { level?: string; message?: string; callSid?: string };
  try {
    entry = JSON.parse(line) as typeof entry;
  } catch {
    return;
  }
  const { message = line, callSid } = entry;
  const level = LEVELS.find((known) => known === entry.level) ?? 'info';
  for (const session of sessions) {
    session.showLog({ level, message, json: prettyJson(line) }, callSid);
  }
}

const LEVELS: readonly LogMessage['level'][] = ['debug', 'info', 'warn', 'error'];

/**
 * Returns whose call an exchange names; the only call's where it names none.
 * @param named - what else names the call
 */
function findSession(
  sessions: readonly PageSession[],
  { url, body, answer }: Exchange,
  named: string,
): PageSession | undefined {
  const callers = sessions.filter(({ call }) => call !== undefined);
  const text = `${url} ${body} ${answer} ${named}`;
  const owner = callers.find(({ call }) => call !== undefined && text.includes(call.callSid));
  const [only, ...others] = callers.filter(({ call }) => call?.isOver === false);
  return owner ?? (others.length === 0 && !/CA[0-9a-f]{32}/.test(text) ? only : undefined);
}
