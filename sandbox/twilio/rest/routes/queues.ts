import { ApiError, notFound } from '../api-error';
import { toRfc2822 } from '../../formats/rfc2822';
import { DEFAULT_MAX_SIZE, type QueueMember, WaitQueue } from '../../voice/queue/wait-queue';
import type { AccountState } from '../../voice/network/account-state';
import {
  badParameter,
  buildRestPage,
  readParameters,
  readWhole,
  type RestReply,
  type RestRequest,
} from '../rest-request';
import type { RestRoute } from '../rest-server';
import { readSource } from './call-form';

const PAGE_PARAMETERS = ['PageSize', 'Page', 'PageToken'];
const QUEUE_PARAMETERS = ['FriendlyName', 'MaxSize'];
const LONGEST_NAME = 64;
const LARGEST_QUEUE = 5_000;

/** Stands for the caller who waits longest, in place of a CallSid. */
const FRONT = 'Front';

/**
 * Routes of queues and who waits in them.
 * @see https://www.twilio.com/docs/voice/api/queue-resource, member-resource (checked 2026-11)
 */
export function buildQueueRoutes(state: AccountState): RestRoute[] {
  const one = 'Queues/{sid}';
  const member = `${one}/Members/{member}`;
  const show = (queue: WaitQueue, status = 200) => ({ status, body: toJson(queue, state) });
  return [
    { name: 'GET Queues', handle: (request) => listQueues(request, state) },
    { name: 'POST Queues', handle: (request) => show(createQueue(request, state), 201) },
    { name: `GET ${one}`, handle: (request) => show(getQueue(request, state)) },
    { name: `POST ${one}`, handle: (request) => show(updateQueue(request, state)) },
    { name: `DELETE ${one}`, handle: (request) => deleteQueue(request, state) },
    { name: `GET ${one}/Members`, handle: (request) => listMembers(request, state) },
    {
      name: `GET ${member}`,
      handle: (request) => {
        const found = getMember(request, state);
        return { status: 200, body: toMemberJson(found, state) };
      },
    },
    { name: `POST ${member}`, handle: (request) => dequeue(request, state) },
  ];
}

function listQueues(request: RestRequest, state: AccountState): RestReply {
  readParameters(request.query, PAGE_PARAMETERS);
  const json = state.queues.all.map((queue) => toJson(queue, state));
  return buildRestPage(request, 'queues', json);
}

function createQueue({ form }: RestRequest, { queues }: AccountState): WaitQueue {
  const { name, maxSize } = readQueueForm(form, queues.all);
  if (name === undefined) throw badParameter('FriendlyName is required');
  const queue = new WaitQueue(queues.clock, name, maxSize);
  queues.all.push(queue);
  return queue;
}

function updateQueue(request: RestRequest, state: AccountState): WaitQueue {
  const queue = getQueue(request, state);
  const others = state.queues.all.filter((other) => other !== queue);
  const { name, maxSize } = readQueueForm(request.form, others);
  queue.friendlyName = name ?? queue.friendlyName;
  queue.maxSize = maxSize ?? queue.maxSize;
  queue.updatedAt = queue.clock.now();
  return queue;
}

function readQueueForm(form: URLSearchParams, others: readonly WaitQueue[]) {
  const { FriendlyName: name, MaxSize: size } = readParameters(form, QUEUE_PARAMETERS);
  if (name === '' || (name ?? '').length > LONGEST_NAME) {
    throw badParameter('FriendlyName is not a name of 1 to 64 characters');
  }
  if (others.some(({ friendlyName }) => friendlyName === name)) {
    throw badParameter('A queue with this FriendlyName exists', 22003);
  }
  const range = { from: 1, to: LARGEST_QUEUE, fallback: DEFAULT_MAX_SIZE };
  const maxSize = size === undefined ? undefined : readWhole('MaxSize', size, range);
  return { name, maxSize };
}

function deleteQueue(request: RestRequest, state: AccountState): RestReply {
  const queue = getQueue(request, state);
  if (queue.members.length > 0) throw badParameter('The queue is not empty', 22001);
  state.queues.all.splice(state.queues.all.indexOf(queue), 1);
  return { status: 204 };
}

function listMembers(request: RestRequest, state: AccountState): RestReply {
  const queue = getQueue(request, state);
  readParameters(request.query, PAGE_PARAMETERS);
  const json = queue.members.map((member) => toMemberJson({ queue, member }, state));
  return buildRestPage(request, 'queue_members', json);
}

/** Sends somebody elsewhere; from then on they are not in the queue, so it works once for each. */
function dequeue(request: RestRequest, state: AccountState): RestReply {
  const found = getMember(request, state);
  const source = readSource(readParameters(request.form, ['Url', 'Method']));
  if (source === undefined) throw badParameter('Url parameter is required', 21205);
  const body = toMemberJson(found, state);
  found.member.leg.interrupt(source);
  return { status: 200, body };
}

function getQueue(request: RestRequest, { queues }: AccountState): WaitQueue {
  const queue = queues.all.find(({ sid }) => sid === request.param('sid'));
  if (queue === undefined) throw notFound(request.path);
  return queue;
}

interface FoundMember {
  readonly queue: WaitQueue;
  readonly member: QueueMember;
}

function getMember(request: RestRequest, state: AccountState): FoundMember {
  const queue = getQueue(request, state);
  const key = request.param('member');
  const member =
    key === FRONT ? queue.members[0] : queue.members.find(({ callSid }) => callSid === key);
  if (member === undefined) throw new ApiError(404, 20404, `${key} is not in the queue`);
  return { queue, member };
}

function toJson(queue: WaitQueue, { options }: AccountState): object {
  const uri = `/2010-04-01/Accounts/${options.accountSid}/Queues/${queue.sid}`;
  return {
    sid: queue.sid,
    account_sid: options.accountSid,
    friendly_name: queue.friendlyName,
    current_size: queue.members.length,
    max_size: queue.maxSize,
    average_wait_time: queue.averageWaitSeconds,
    date_created: toRfc2822(queue.createdAt),
    date_updated: toRfc2822(queue.updatedAt),
    uri: `${uri}.json`,
    subresource_uris: { members: `${uri}/Members.json` },
  };
}

function toMemberJson({ queue, member }: FoundMember, { options }: AccountState): object {
  const { callSid, enqueuedAt, waitSeconds } = member;
  const { accountSid } = options;
  return {
    queue_sid: queue.sid,
    call_sid: callSid,
    date_enqueued: toRfc2822(enqueuedAt),
    position: queue.positionOf(member),
    wait_time: waitSeconds,
    uri: `/2010-04-01/Accounts/${accountSid}/Queues/${queue.sid}/Members/${callSid}.json`,
  };
}
