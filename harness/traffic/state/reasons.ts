import type { Nickname, RequirementId } from '../../document/ids.ts';
import { isObject, type JsonObject, stringAt } from '../../document/json.ts';
import { putRequirementOf } from '../../document/profile.ts';
import { type Happened, isBefore } from './happened.ts';
import type { InRoom, Ruling } from './ruling.ts';
import { effectOf } from './sent-events.ts';

/** The requirements that operations are offered. */
export const offered: Readonly<Record<Nickname, RequirementId>> = {
  send_non_state_event: 'SEND-01',
  send_state_event: 'STATE-01',
  send_message: 'MSG-01',
  set_topic: 'TOPIC-01',
  get_topic: 'GTOPIC-01',
  send_feedback: 'FEED-01',
  invite: 'INV-01',
  join_room: 'JOIN-01',
  leave: 'LEAVE-01',
  ban: 'BAN-01',
  set_membership: 'SMEM-01',
  get_membership: 'GMEM-01',
  join: 'JID-01',
  create_room: 'CREATE-01',
  get_messages: 'MSGS-01',
  get_members: 'MEMB-01',
  get_state_events: 'GST-01',
  get_room_sync_data: 'SYNC-01',
};

/** What says that an operation reads JSON. */
export const consumes: Readonly<Partial<Record<Nickname, RequirementId>>> = {
  send_non_state_event: 'SEND-08',
  send_state_event: 'STATE-10',
  send_message: 'MSG-08',
  set_topic: 'TOPIC-05',
  send_feedback: 'FEED-05',
  invite: 'INV-06',
  join_room: 'JOIN-05',
  leave: 'LEAVE-05',
  ban: 'BAN-07',
  set_membership: 'SMEM-05',
  join: 'JID-06',
  create_room: 'CREATE-08',
};

/** Whether a refusal looks like the answer to a path that nobody has. */
function isNotOffered({ answered }: Happened): boolean {
  if (answered === null) return false;
  const { status, json } = answered;
  const errcode = isObject(json) ? stringAt(json, 'errcode') : '';
  return status === 405 || errcode === 'M_UNRECOGNIZED' || (status === 404 && errcode === '');
}

/**
 * What is violated where the form of a request seems to be the reason for its refusal; null where it is not.
 * @param met requirements that were seen to be met
 */
export function reasonOfForm(
  happened: Happened,
  nickname: Nickname,
  met: ReadonlySet<RequirementId>,
): RequirementId | null {
  const { asked, answered } = happened;
  const { matched, body, form, path } = asked;
  if (matched.kind !== 'operation' || answered === null) return null;
  const { status } = answered;
  const isSpelt = /%21|[^%]:/.test(path) && met.has(offered[nickname]);
  if (status === 403) {
    const isBare = nickname === 'send_state_event' && matched.parameters['stateKey'] === undefined;
    if (isBare) return 'STATE-04';
    return isSpelt ? 'CONV-17' : null;
  }
  if (isNotOffered(happened) || status === 404) {
    const put = matched.txnId === null ? undefined : putRequirementOf(nickname);
    if (put !== undefined) return put;
    if (nickname === 'send_state_event' && matched.parameters['stateKey'] === undefined)
      return 'STATE-04';
    if (nickname === 'send_state_event' && matched.parameters['stateKey'] === '') return 'STATE-06';
    if (isSpelt) return 'CONV-17';
    return isNotOffered(happened) ? offered[nickname] : null;
  }
  if (status === 415 || form === 'charset') return 'META-07';
  if (form === 'spelling') return consumes[nickname] ?? null;
  if (status !== 400) return null;
  if (/\P{ASCII}/u.test(JSON.stringify(body) ?? '')) return 'CONV-16';
  return reasonOfValue(nickname, body, matched.query) ?? null;
}

function reasonOfValue(
  nickname: Nickname,
  body: unknown,
  query: ReadonlyMap<string, readonly string[]>,
): RequirementId | undefined {
  const said = isObject(body) ? body : {};
  return reasonsOfValues.find(([of, applies]) => of === nickname && applies(said, query))?.[2];
}

type Applies = (body: JsonObject, query: ReadonlyMap<string, readonly string[]>) => boolean;

const has =
  (name: string): Applies =>
  (_, query) =>
    query.has(name);
const always: Applies = () => true;

/** What is violated where a request is refused as bad, by what it has that others have not; the first that applies. */
const reasonsOfValues: readonly (readonly [Nickname, Applies, RequirementId])[] = [
  ['get_messages', has('to'), 'MSGS-07'],
  ['get_messages', has('from'), 'MSGS-06'],
  ['get_messages', has('dir'), 'MSGS-12'],
  ['get_messages', has('limit'), 'MSGS-08'],
  ['get_messages', always, 'MSGS-09'],
  ['get_members', has('to'), 'MEMB-08'],
  ['get_members', has('from'), 'MEMB-07'],
  ['set_topic', ({ topic }) => topic === '', 'TOPIC-08'],
  ['send_feedback', always, 'FEED-09'],
  ['send_message', ({ msgtype }) => msgtype !== 'm.text', 'MSG-13'],
  ['ban', (body) => Object.hasOwn(body, 'reason'), 'BAN-12'],
];

/** What is violated by a refusal where a room asks for a success. */
export function reasonOfRefusal(
  request: InRoom,
  { requirement }: Ruling,
  met: ReadonlySet<RequirementId>,
): RequirementId {
  const { happened, nickname, room, actor, span } = request;
  const { matched, ticket, body } = happened.asked;
  const form = reasonOfForm(happened, nickname, met);
  if (form !== null && form !== 'MSGS-06') return form;
  if (nickname === 'join' && matched.kind === 'operation') {
    const isAlias = matched.parameters['roomAliasOrId']?.startsWith('#') === true;
    if (isAlias && happened.answered?.status === 404) return 'CREATE-17';
    return requirement === 'JOIN-10' ? requirement : 'JID-03';
  }
  const isForbidden = happened.answered?.status === 403;
  if (nickname === 'set_membership' && happened.answered?.status === 400) {
    const value = membershipValues[stringAt(isObject(body) ? body : {}, 'membership')];
    if (value !== undefined) return value;
  }
  const standing = isForbidden && isUse(nickname) ? reasonOfStanding(request, met) : null;
  if (standing !== null) return standing;
  const from = matched.kind === 'operation' ? matched.query.get('from')?.[0] : undefined;
  if (nickname === 'get_messages' && from !== undefined && room.pages?.beganSync(from) === true)
    return 'SYNC-11';
  if (form !== null) return form;
  if (!met.has(requirement)) return requirement;
  // What holds elsewhere does not hold here: what came before it must be the reason.
  const prior = room.standingsOf(actor, span, ticket);
  const isNew = prior?.has('none') === true && !room.wasJoinedBy(actor);
  if (requirement === 'JOIN-09') return isNew ? 'CREATE-13' : requirement;
  if (prior?.has('invite') === true && requirement === 'JOIN-03') return 'JOIN-01';
  if (prior?.has('invite') === true && requirement === 'SMEM-03') return 'SMEM-16';
  if (requirement === 'INV-03') return 'INV-01';
  if (requirement === 'SMEM-03' && isInvite(happened)) return 'SMEM-15';
  const needsPower =
    nickname === 'ban' ||
    nickname === 'set_membership' ||
    nickname === 'set_topic' ||
    nickname === 'send_state_event';
  return actor === room.creator && needsPower ? 'CREATE-25' : requirement;
}

/** What says that a membership may be asked for. */
const membershipValues: Readonly<Record<string, RequirementId>> = {
  invite: 'SMEM-15',
  join: 'SMEM-16',
  leave: 'SMEM-17',
};

/**
 * What is violated where a member is treated as a stranger: a change that was refused took effect, or the join did not,
 * which nothing has shown. Null where nothing speaks for either.
 */
function reasonOfStanding(
  { nickname, room, actor, span }: InRoom,
  met: ReadonlySet<RequirementId>,
): RequirementId | null {
  const slot = room.member(actor);
  const own = slot.owedAt(span);
  if (own === null) return null;
  const undone = slot.entries.findLast(
    (one) =>
      one.outcome === 'refused' &&
      one.value.standing !== 'join' &&
      isBefore(own.span, one.span) &&
      isBefore(one.span, span),
  );
  if (undone !== undefined && undone.value.refusedFor !== null) return undone.value.refusedFor;
  const { by, seenIn } = own.value;
  if (by === null || seenIn.size > 0) return null;
  const isOffered = met.has(offered[nickname]);
  return by === 'create_room' && !met.has('CREATE-03')
    ? 'CREATE-03'
    : isOffered
      ? effectOf[by]
      : null;
}

const isInvite = ({ asked: { body } }: Happened): boolean =>
  isObject(body) && body['membership'] === 'invite';

const isUse = (nickname: Nickname): boolean =>
  nickname.startsWith('get_') ||
  nickname === 'send_message' ||
  nickname === 'send_feedback' ||
  nickname === 'send_non_state_event';

/** What is violated by a success where a room asks for a refusal. */
export function reasonOfSuccess(
  { happened, nickname, room, actor, span }: InRoom,
  { requirement }: Ruling,
  met: ReadonlySet<RequirementId>,
): RequirementId {
  const { matched, ticket } = happened.asked;
  const isAlias =
    nickname === 'join' &&
    matched.kind === 'operation' &&
    matched.parameters['roomAliasOrId']?.startsWith('#') === true;
  if (requirement !== 'JOIN-08') return requirement;
  if (nickname === 'join') return isAlias ? 'JID-10' : requirement;
  const prior = room.standingsOf(actor, span, ticket);
  return met.has(requirement) && prior?.has('none') === true ? 'CREATE-14' : requirement;
}
