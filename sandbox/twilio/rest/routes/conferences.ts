import { ApiError, notFound } from '../api-error';
import type { Participant } from '../../voice/participant';
import type { Conference } from '../../voice/conference/conference';
import { toRfc2822 } from '../../formats/rfc2822';
import type { AccountState } from '../../voice/network/account-state';
import {
  badParameter,
  buildRestPage,
  readParameters,
  readWord,
  type RestReply,
  type RestRequest,
} from '../rest-request';
import type { RestRoute } from '../rest-server';

const LIST_PARAMETERS = ['FriendlyName', 'Status', 'PageSize', 'Page', 'PageToken'];
const PARTICIPANT_LIST_PARAMETERS = ['Muted', 'Hold', 'Coaching', 'PageSize', 'Page', 'PageToken'];

export function buildConferenceRoutes(state: AccountState): RestRoute[] {
  const { accountSid } = state.options;
  const one = 'Conferences/{sid}';
  return [
    { name: 'GET Conferences', handle: (request) => listConferences(request, state) },
    {
      name: `GET ${one}`,
      handle: (request) => ({
        status: 200,
        body: toJson(getConference(request, state), accountSid),
      }),
    },
    { name: `POST ${one}`, handle: (request) => updateConference(request, state) },
    {
      name: `GET ${one}/Participants`,
      handle: (request) => listParticipants(request, state),
    },
    {
      name: `GET ${one}/Participants/{participant}`,
      handle: (request) => {
        const { conference, participant } = getParticipant(request, state);
        return { status: 200, body: toParticipantJson(conference, participant, accountSid) };
      },
    },
    {
      name: `DELETE ${one}/Participants/{participant}`,
      handle: (request) => {
        const { conference, participant } = getParticipant(request, state);
        conference.kick(participant);
        return { status: 204 };
      },
    },
  ];
}

/** Without `Status`, Twilio lists those in progress only: https://www.twilio.com/en-us/changelog/conference-list-endpoint-rollout-extended */
function listConferences(request: RestRequest, { conferences, options }: AccountState): RestReply {
  const { FriendlyName: name, Status: asked } = readParameters(request.query, LIST_PARAMETERS);
  const status = readWord('Status', asked, ['init', 'in-progress', 'completed']) ?? 'in-progress';
  const shown = [...conferences.opened].reverse().filter((conference) => {
    const isNamed = name === undefined || conference.friendlyName === name;
    return isNamed && conference.status === status;
  });
  const json = shown.map((conference) => toJson(conference, options.accountSid));
  return buildRestPage(request, 'conferences', json);
}

function updateConference(request: RestRequest, state: AccountState): RestReply {
  const conference = getConference(request, state);
  const { Status: status } = readParameters(request.form, ['Status']);
  if (readWord('Status', status, ['completed']) === undefined) {
    throw badParameter('nothing to update');
  }
  conference.end('conference-ended-via-api');
  return { status: 200, body: toJson(conference, state.options.accountSid) };
}

function listParticipants(request: RestRequest, state: AccountState): RestReply {
  const conference = getConference(request, state);
  const wanted = readParameters(request.query, PARTICIPANT_LIST_PARAMETERS);
  const shown = listLive(conference)
    .filter(({ isMuted }) => (wanted['Muted'] ?? String(isMuted)) === String(isMuted))
    .filter(() => wanted['Hold'] !== 'true' && wanted['Coaching'] !== 'true')
    .map((participant) => toParticipantJson(conference, participant, state.options.accountSid));
  return buildRestPage(request, 'participants', shown);
}

function getConference(request: RestRequest, { conferences }: AccountState): Conference {
  const conference = conferences.opened.find(({ sid }) => sid === request.param('sid'));
  if (conference === undefined) throw notFound(request.path);
  return conference;
}

/** A participant is addressed by the sid of the call, or by the label. */
function getParticipant(
  request: RestRequest,
  state: AccountState,
): { readonly conference: Conference; readonly participant: Participant } {
  const conference = getConference(request, state);
  const key = request.param('participant');
  const participant = listLive(conference).find(({ callSid, label }) =>
    [callSid, label].includes(key),
  );
  if (participant === undefined) throw new ApiError(404, 20404, 'Participant not found');
  return { conference, participant };
}

function listLive({ participants }: Conference): readonly Participant[] {
  return participants.filter(({ leg, removed }) => !leg.isGone && !removed.signal.aborted);
}

function toJson(conference: Conference, accountSid: string): object {
  const uri = `/2010-04-01/Accounts/${accountSid}/Conferences/${conference.sid}`;
  return {
    sid: conference.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    friendly_name: conference.friendlyName,
    status: conference.status,
    region: 'us1',
    date_created: toRfc2822(conference.createdAt),
    date_updated: toRfc2822(conference.updatedAt),
    reason_conference_ended: conference.endReason ?? null,
    call_sid_ending_conference: conference.endedBy?.callSid ?? null,
    uri: `${uri}.json`,
    subresource_uris: { participants: `${uri}/Participants.json` },
  };
}

function toParticipantJson(
  conference: Conference,
  participant: Participant,
  accountSid: string,
): object {
  const { callSid, label, isMuted, startsConference, endsConference } = participant;
  const at = toRfc2822(conference.createdAt);
  return {
    account_sid: accountSid,
    call_sid: callSid,
    call_sid_to_coach: null,
    coaching: false,
    conference_sid: conference.sid,
    date_created: at,
    date_updated: at,
    end_conference_on_exit: endsConference,
    start_conference_on_enter: startsConference,
    hold: false,
    muted: isMuted,
    label: label ?? null,
    status: 'connected',
    queue_time: '0',
    uri: `/2010-04-01/Accounts/${accountSid}/Conferences/${conference.sid}/Participants/${callSid}.json`,
  };
}
