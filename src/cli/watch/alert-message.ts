import { buildCommandLine } from '../command-line';
import { formatTime } from '../print/outage';
import { type Incident, isOpen } from './incidents';

/** A message as Slack's webhooks take it; others read `text`. */
export interface AlertMessage {
  readonly text: string;
  readonly blocks: readonly object[];
}

/** Tenants beyond these are counted. */
const MOST_TENANTS = 10;
/** Slack refuses a section with more characters than 3000. */
const MOST_CHARACTERS = 2_900;

const TITLES: Readonly<Record<Incident['kind'], string>> = {
  'never-reached-vapi': 'calls do not reach Vapi',
  fallback: 'callers get the fallback',
  'stream-errors': 'assistants do not join calls',
  'slow-answer': 'callers wait long for the assistant',
  'cannot-look': 'the switchboard cannot be watched',
};

/**
 * Returns what is said of an incident: that it has begun, or that it is over.
 * @param environment the deployed environment, for the commands
 * @see https://api.slack.com/reference/block-kit/blocks (checked 2026-08)
 */
export function buildAlertMessage(each: Incident, environment: string): AlertMessage {
  const { kind, since, endedAt, what, examples, isTold } = each;
  const title = `${isOpen(each) ? 'Begun' : 'Over'}: ${TITLES[kind]}`;
  const begin = formatTime(new Date(since));
  const lines = [
    isOpen(each) ? what : `It was: ${what}`,
    endedAt === undefined
      ? `Since ${begin}`
      : `From ${begin} until ${formatTime(new Date(endedAt))}`,
    ...(isOpen(each) || isTold ? [] : ['Its beginning could not be told.']),
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
  text: { type: 'mrkdwn', text: text.slice(0, MOST_CHARACTERS) },
});

function describeTenants({ kind, tenantIds, affected }: Incident): string {
  if (kind === 'cannot-look') return 'all that are watched';
  const ids = affected.length > 0 ? affected : tenantIds;
  const more = ids.length - MOST_TENANTS;
  const shown = ids.slice(0, MOST_TENANTS).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** What tells more. */
function buildNextCommand({ kind, tenantIds, since }: Incident, environment: string): string {
  if (kind === 'cannot-look') return buildCommandLine('switchboard doctor', { environment });
  return buildCommandLine('switchboard reconcile', {
    since: formatTime(new Date(since)),
    ...(tenantIds.length === 1 ? { tenant: tenantIds[0] } : {}),
    logs: true,
    environment,
  });
}

/** @see https://api.slack.com/reference/surfaces/formatting#escaping */
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
