import { buildCommandLine } from '../../core/command-line';
import { formatTime } from '../../print/outage';
import { type Incident, isOpen, type Part } from './incidents';

/** A message as Slack's webhooks accept it; others read `text`. */
export interface AlertMessage {
  readonly text: string;
  readonly blocks: readonly object[];
}

/** Tenants beyond these are counted. */
const MAX_TENANTS = 10;
/** Slack refuses a section of more characters. */
const MAX_CHARACTERS = 2_900;

const TITLES: Readonly<Record<Incident['kind'], string>> = {
  'never-reached-vapi': 'calls do not reach Vapi',
  fallback: 'callers get the fallback',
  'stream-errors': 'assistants do not join calls',
  'slow-answer': 'callers wait long for the assistant',
  'bound-met': 'a tenant meets a bound',
  'limit-near': 'a tenant is near a limit',
  'limit-met': 'a tenant has met a limit',
  'texts-fail': 'texts to callers fail',
  'cannot-look': 'the switchboard cannot be watched',
};

/**
 * Returns the message about an incident: that it has begun, or that it is over.
 * @param environment the deployed environment, for the commands
 * @see https://api.slack.com/reference/block-kit/blocks (checked 2026-08)
 */
export function buildAlertMessage(each: Incident, environment: string): AlertMessage {
  const { kind, what, examples, isSent } = each;
  const title = `${chooseWord(each)}: ${TITLES[kind]}`;
  const lines = [
    isOpen(each) ? what : `It was: ${what}`,
    describeTime(each),
    ...(isOpen(each) ? [] : describeDoubts(each)),
    ...(isOpen(each) || isSent ? [] : ['Its beginning could not be sent.']),
    `Tenants: ${describeTenants(each)}`,
    ...(isOpen(each) && examples.length > 0 ? [`Calls: ${examples.join(', ')}`] : []),
  ];
  const command = isOpen(each) ? buildNextCommand(each, environment) : undefined;
  return {
    text: [title, ...lines, ...(command === undefined ? [] : [`Run: ${command}`])].join('\n'),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title } },
      section(lines.map(escape).join('\n')),
      ...(command === undefined ? [] : [section(`Run \`${escape(command)}\``)]),
    ],
  };
}

const section = (text: string) => ({
  type: 'section',
  text: { type: 'mrkdwn', text: text.slice(0, MAX_CHARACTERS) },
});

/** Returns whether calls have shown that it is over, at least for some. */
const isProven = ({ parts }: Incident): boolean => parts.some(({ end }) => end === 'well');

function chooseWord(each: Incident): string {
  if (isOpen(each)) return 'Begun';
  return isProven(each) ? 'Over' : 'Closed';
}

function describeTime(each: Incident): string {
  const begin = formatTime(new Date(each.since));
  return each.endedAt !== undefined && isProven(each)
    ? `From ${begin} until ${formatTime(new Date(each.endedAt))}`
    : `Since ${begin}`;
}

/** Tenants for whom nothing has shown that it is over. */
function describeDoubts({ parts }: Incident): string[] {
  const silent = parts.filter(({ end }) => end === 'silent');
  const gone = parts.filter(({ end }) => end === 'gone');
  // Of several times, the last one holds for each.
  const since = silent
    .flatMap(({ silentSince = [] }) => silentSince)
    .sort()
    .at(-1);
  return [
    ...(since === undefined
      ? []
      : [
          `No calls were seen since ${formatTime(new Date(since))}: it may not be over for ${listNames(silent)}`,
        ]),
    ...(gone.length > 0 ? [`No longer watched: ${listNames(gone)}`] : []),
  ];
}

const listNames = (parts: readonly Part[]): string =>
  shorten(parts.map(({ tenantId = 'all' }) => tenantId));

function describeTenants({ kind, tenantIds, affected }: Incident): string {
  if (kind === 'cannot-look' && tenantIds.length === 0) return 'all that are watched';
  return shorten(affected.length > 0 ? affected : tenantIds);
}

function shorten(ids: readonly string[]): string {
  const more = ids.length - MAX_TENANTS;
  const shown = ids.slice(0, MAX_TENANTS).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** Commands that say more. */
function buildNextCommand({ kind, tenantIds, since }: Incident, environment: string): string {
  if (kind === 'cannot-look') return buildCommandLine('switchboard doctor', { environment });
  const isOfTenant =
    kind === 'bound-met' || kind === 'limit-near' || kind === 'limit-met' || kind === 'texts-fail';
  return buildCommandLine(`switchboard ${isOfTenant ? 'report' : 'reconcile'}`, {
    since: formatTime(new Date(since)),
    ...(tenantIds.length === 1 ? { tenant: tenantIds[0] } : {}),
    logs: true,
    environment,
  });
}

/** @see https://api.slack.com/reference/surfaces/formatting#escaping */
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
