import { ApiError, notFound } from '../api-error';
import type { Participant } from '../../voice/conference/participant';
import type { Room } from '../../voice/conference/conference';
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

/** Routes of conferences and who is in them. */
export function buildConferenceRoutes(state: AccountState): RestRoute[] {
  const { accountSid } = state.options;
  const one = 'Conferences/{sid}';
  return [
    { name: 'GET Conferences', handle: (request) => listConferences(request, state) },
    {
      name: `GET ${one}`,
      handle: (request) => ({ status: 200, body: toJson(getRoom(request, state), accountSid) }),
    },
    { name: `POST ${one}`, handle: (request) => updateConference(request, state) },
    {
      name: `GET ${one}/Participants`,
      handle: (request) => listParticipants(request, state),
    },
    {
      name: `GET ${one}/Participants/{participant}`,
      handle: (request) => {
        const { room, participant } = getParticipant(request, state);
        return { status: 200, body: toParticipantJson(room, participant, accountSid) };
      },
    },
    {
      name: `DELETE ${one}/Participants/{participant}`,
      handle: (request) => {
        const { room, participant } = getParticipant(request, state);
        room.kick(participant);
        return { status: 204 };
      },
    },
  ];
}

/** Without `Status`, Twilio lists those in progress only: https://www.twilio.com/en-us/changelog/conference-list-endpoint-rollout-extended */
function listConferences(request: RestRequest, { conferences, options }: AccountState): RestReply {
  const { FriendlyName: name, Status: asked } = readParameters(request.query, LIST_PARAMETERS);
  const status = readWord('Status', asked, ['init', 'in-progress', 'completed']) ?? 'in-progress';
  const shown = [...conferences.rooms].reverse().filter((room) => {
    const isNamed = name === undefined || room.friendlyName === name;
    return isNamed && room.status === status;
  });
  const json = shown.map((room) => toJson(room, options.accountSid));
  return buildRestPage(request, 'conferences', json);
}

function updateConference(request: RestRequest, state: AccountState): RestReply {
  const room = getRoom(request, state);
  const { Status: status } = readParameters(request.form, ['Status']);
  if (readWord('Status', status, ['completed']) === undefined) {
    throw badParameter('nothing to update');
  }
  room.end('conference-ended-via-api');
  return { status: 200, body: toJson(room, state.options.accountSid) };
}

function listParticipants(request: RestRequest, state: AccountState): RestReply {
  const room = getRoom(request, state);
  const wanted = readParameters(request.query, PARTICIPANT_LIST_PARAMETERS);
  const shown = listLive(room)
    .filter(({ isMuted }) => (wanted['Muted'] ?? String(isMuted)) === String(isMuted))
    .filter(() => wanted['Hold'] !== 'true' && wanted['Coaching'] !== 'true')
    .map((participant) => toParticipantJson(room, participant, state.options.accountSid));
  return buildRestPage(request, 'participants', shown);
}

function getRoom(request: RestRequest, { conferences }: AccountState): Room {
  const room = conferences.rooms.find(({ sid }) => sid === request.param('sid'));
  if (room === undefined) throw notFound(request.path);
  return room;
}

/** A participant is addressed by the sid of the call, or by the label. */
function getParticipant(
  request: RestRequest,
  state: AccountState,
): { readonly room: Room; readonly participant: Participant } {
  const room = getRoom(request, state);
  const key = request.param('participant');
  const participant = listLive(room).find(({ callSid, label }) => [callSid, label].includes(key));
  if (participant === undefined) throw new ApiError(404, 20404, 'Participant not found');
  return { room, participant };
}

function listLive({ participants }: Room): readonly Participant[] {
  return participants.filter(({ leg, removed }) => !leg.isGone && !removed.signal.aborted);
}

function toJson(room: Room, accountSid: string): object {
  const uri = `/2010-04-01/Accounts/${accountSid}/Conferences/${room.sid}`;
  return {
    sid: room.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    friendly_name: room.friendlyName,
    status: room.status,
    region: 'us1',
    date_created: toRfc2822(room.createdAt),
    date_updated: toRfc2822(room.updatedAt),
    reason_conference_ended: room.endReason ?? null,
    call_sid_ending_conference: room.endedBy?.callSid ?? null,
    uri: `${uri}.json`,
    subresource_uris: { participants: `${uri}/Participants.json` },
  };
}

function toParticipantJson(room: Room, participant: Participant, accountSid: string): object {
  const { callSid, label, isMuted, startsConference, endsConference } = participant;
  const at = toRfc2822(room.createdAt);
  return {
    account_sid: accountSid,
    call_sid: callSid,
    call_sid_to_coach: null,
    coaching: false,
    conference_sid: room.sid,
    date_created: at,
    date_updated: at,
    end_conference_on_exit: endsConference,
    start_conference_on_enter: startsConference,
    hold: false,
    muted: isMuted,
    label: label ?? null,
    status: 'connected',
    queue_time: '0',
    uri: `/2010-04-01/Accounts/${accountSid}/Conferences/${room.sid}/Participants/${callSid}.json`,
  };
}
