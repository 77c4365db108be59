import type { Nickname, RequirementId } from '../../document/ids.ts';
import { isObject, stringAt } from '../../document/json.ts';
import type { Grade } from '../../document/statements.ts';
import type { Profile } from '../../document/profile.ts';
import type { RoomModel } from '../../model/room.ts';
import { cellOf } from '../../model/cells.ts';
import { type Membership, type Relation, ruleOf, type Rule } from '../../model/membership.ts';
import type { Happened, Span } from './happened.ts';
import { isOwn, isRight } from './refusals.ts';
import { offered, reasonOfRefusal, reasonOfSuccess } from './reasons.ts';
import type { Room } from './room.ts';
import { type Wrong, wrong } from './verdict.ts';
import { type Change, sentTypes } from './write.ts';

/** A request about a room, with what is known of it. */
export interface InRoom {
  readonly happened: Happened;
  readonly nickname: Nickname;
  readonly room: Room;
  readonly actor: string;
  readonly span: Span;
  readonly profile: Profile;
}

/** What a room says about a request. */
export interface Ruling {
  readonly owes: 'allowed' | 'refused';
  readonly requirement: RequirementId;
  /** Whom a refusal with a wrong status is attributed to. */
  readonly statusRequirement: RequirementId;
  /** Why, as the end of a sentence. */
  readonly because: string;
  /** The exchanges that show why. */
  readonly shownBy: readonly number[];
}

/** Answers that have a reason of their own. */
const specialErrors: ReadonlySet<string> = new Set([
  'M_GUEST_ACCESS_FORBIDDEN',
  'M_CONSENT_NOT_GIVEN',
  'M_USER_DEACTIVATED',
  'M_USER_SUSPENDED',
  'M_USER_LOCKED',
  'M_RESOURCE_LIMIT_EXCEEDED',
  'M_LIMIT_EXCEEDED',
  'M_UNKNOWN_TOKEN',
  'M_MISSING_TOKEN',
  'M_TOO_LARGE',
]);

/** Judges whether an answer is what a room asks for. */
export function judgeRuling(
  request: InRoom,
  ruling: Ruling,
  met: ReadonlySet<RequirementId>,
): readonly Wrong[] {
  const { happened, nickname, profile } = request;
  const { answered } = happened;
  if (answered === null) return [];
  const { status, json } = answered;
  const { owes, statusRequirement, because, shownBy } = ruling;
  const ok = status >= 200 && status < 300;
  const said = (id: RequirementId): readonly Wrong[] =>
    profile.drops(id)
      ? []
      : [wrong(id, `${nickname} was answered with ${status}, although ${because}.`, ...shownBy)];
  if (owes === 'refused') {
    if (ok) return said(reasonOfSuccess(request, ruling, met));
    const statuses = profile.changeOf(statusRequirement)?.statuses ?? [403];
    return statuses.includes(status) || !isOwn(status) || status === 401
      ? []
      : said(statusRequirement);
  }
  if (ok || status >= 500 || status === 401 || !isOwn(status)) return [];
  if ((nickname === 'get_topic' || nickname === 'get_membership') && status === 404) return [];
  if (isObject(json) && specialErrors.has(stringAt(json, 'errcode'))) return [];
  return said(reasonOfRefusal(request, ruling, met));
}

/** The exchanges that show what users are to a room. */
const evidenceOf = (
  room: Room,
  users: readonly string[],
  { happened, span }: InRoom,
): readonly number[] => [
  ...(room.made === null ? [] : [room.made.ticket]),
  ...users.flatMap((user) =>
    room
      .member(user)
      .possibleAt(span)
      .map(({ ticket }) => ticket)
      .filter((ticket) => ticket !== happened.asked.ticket),
  ),
];

const ranks: Readonly<Record<Grade, number>> = {
  documented: 0,
  disputed: 1,
  implied: 2,
  convention: 3,
};
const rankOf = ({ grade }: Rule): number => (grade === null ? 4 : ranks[grade]);

/** Everything that a request may be in the table of memberships. */
interface Possible {
  readonly relations: readonly Relation[];
  readonly priors: readonly Membership[];
  readonly visibilities: readonly RoomModel['visibility'][];
}

function possibleIn(request: InRoom, { target }: Change): Possible | null {
  const { room, actor, span, happened } = request;
  const { ticket } = happened.asked;
  const { creator } = room;
  const priors = room.standingsOf(target, span, ticket);
  if (priors === null || creator === null || !room.isJoined(creator, span, ticket)) return null;
  const visibilities: readonly RoomModel['visibility'][] =
    room.visibility === null ? ['private', 'public'] : [room.visibility];
  const found = { priors: [...priors], visibilities };
  if (actor === target) return actor === creator ? null : { ...found, relations: ['self'] };
  const standings = room.standingsOf(actor, span, ticket);
  if (standings === null) return null;
  const relations: Relation[] = [];
  if (standings.has('join')) {
    if (!room.powersAreFounding || actor === creator) relations.push('creator');
    if (!room.powersAreFounding || actor !== creator) relations.push('member');
  }
  if (standings.size > 1 || !standings.has('join')) relations.push('outsider');
  return { ...found, relations };
}

/**
 * What the table of memberships says about a change, whichever of the possible memberships are the real ones.
 * @param reach called with the cell of the table, where only one is possible
 */
export function rulingOnChange(
  request: InRoom,
  change: Change,
  reach: (cell: number) => void,
): Ruling | null {
  const { room, nickname, actor } = request;
  const { requested, target } = change;
  const possible = possibleIn(request, change);
  if (possible === null || requested === 'knock') return null;
  const form = nickname === 'set_membership' ? 'set_membership' : 'short';
  const rules = possible.relations.flatMap((relation) =>
    possible.priors.flatMap((prior) =>
      possible.visibilities.map((visibility) =>
        ruleOf({ visibility, relation, requested, prior, form }),
      ),
    ),
  );
  const [prior] = possible.priors;
  const [visibility] = possible.visibilities;
  if (rules.length === 1 && prior !== undefined && visibility !== undefined)
    reachCell(request, change, prior, visibility, reach);
  const [first] = rules.toSorted((a, b) => rankOf(b) - rankOf(a));
  if (first === undefined || first.kind === 'free') return null;
  if (rules.some(({ kind }) => kind !== first.kind)) return null;
  const who = actor === target ? 'who asks for it' : 'whom it is about';
  const words = possible.priors.map((one) => wordsFor[one]).join(' or ');
  const rights = `${possible.relations.join(' or ')} of a ${possible.visibilities.join(' or ')} room`;
  const because =
    actor === target
      ? `the one ${who} ${words} in a ${possible.visibilities.join(' or ')} room`
      : `the one ${who} ${words}, and the one who asks is ${rights}`;
  const { requirement, statusRequirement } = first;
  const shownBy = evidenceOf(room, [actor, target], request);
  return { owes: first.kind, requirement, statusRequirement, because, shownBy };
}

const wordsFor: Readonly<Record<Membership, string>> = {
  none: 'never was',
  invite: 'is invited',
  join: 'is joined',
  left: 'has left',
  kicked: 'was kicked',
  ban: 'is banned',
};

function reachCell(
  { room, actor, span, happened }: InRoom,
  { target, requested }: Change,
  prior: Membership,
  visibility: RoomModel['visibility'],
  reach: (cell: number) => void,
): void {
  if (requested === 'knock') return;
  const [own] = room.standingsOf(actor, span, happened.asked.ticket) ?? [];
  const members = new Map([[target, prior]]);
  if (own !== undefined && actor !== target) members.set(actor, own);
  reach(cellOf({ visibility, creator: room.creator ?? '', members }, { actor, target, requested }));
}

/** What asks that outsiders are refused, by operation. */
const forMembers: Readonly<Partial<Record<Nickname, RequirementId>>> = {
  send_message: 'SEND-15',
  send_feedback: 'SEND-15',
  send_non_state_event: 'SEND-15',
  send_state_event: 'STATE-17',
  set_topic: 'TOPIC-11',
  get_messages: 'MSGS-15',
  get_members: 'MEMB-12',
  get_state_events: 'GST-08',
  get_room_sync_data: 'SYNC-14',
};

/** What a room says about a request to read it, or to send something into it; null where that is not known. */
export function rulingOnUse(request: InRoom): Ruling | null {
  const { room, nickname, actor, span, happened } = request;
  const { ticket } = happened.asked;
  const standings = room.standingsOf(actor, span, ticket);
  if (standings === null || standings.size === 0) return null;
  const shownBy = evidenceOf(room, [actor], request);
  const sends = nickname in sentTypes;
  const sets = nickname === 'set_topic' || nickname === 'send_state_event';
  const refused = forMembers[nickname];
  const refuse = (because: string): Ruling | null =>
    refused === undefined
      ? null
      : { owes: 'refused', requirement: refused, statusRequirement: refused, because, shownBy };
  const allow = (because: string): Ruling | null => {
    // What is not there is judged elsewhere.
    if (mayBeAbsent(request)) return null;
    const requirement = nickname === 'get_topic' ? 'GTOPIC-07' : offered[nickname];
    return { owes: 'allowed', requirement, statusRequirement: requirement, because, shownBy };
  };
  if (!standings.has('join')) {
    const words = [...standings].map((one) => wordsFor[one]).join(' or ');
    const because = `the one who asks ${words} in the room`;
    if (sends) return refuse(because);
    // A write that changes nothing may succeed for anybody.
    if (sets) return writesWhatIsThere(request) ? null : refuse(because);
    const stranger = [...standings].every((one) => one === 'none' || one === 'invite');
    return stranger && room.visibility === 'private' ? refuse(because) : null;
  }
  if (standings.size > 1) return null;
  const because = 'the one who asks is joined to the room';
  if (sends) return room.powersAreFounding && isPlain(request) ? allow(because) : null;
  if (!sets) return allow(because);
  if (!room.powersAreFounding) return null;
  if (actor === room.creator)
    return isPlain(request) ? allow('the one who asks made the room') : null;
  return writesWhatIsThere(request) ? null : refuse('the one who asks has no power in the room');
}

/** Whether a request writes state that may be there already. */
function writesWhatIsThere({ room, happened, span }: InRoom): boolean {
  const { matched, body } = happened.asked;
  if (matched.kind !== 'operation') return true;
  const { nickname, parameters } = matched;
  const type = nickname === 'set_topic' ? 'm.room.topic' : (parameters['eventType'] ?? '');
  const slot = room.slot(type, parameters['stateKey'] ?? '');
  if (slot.startAt(span) === 'unknown') return true;
  const said = JSON.stringify(body);
  return slot
    .possibleAt(span)
    .some(
      ({ value, ticket }) =>
        ticket !== happened.asked.ticket && JSON.stringify(value.content) === said,
    );
}

/** Keys and texts that no server can have a reason to refuse. */
const isPlainText = (value: unknown): boolean =>
  typeof value === 'string' &&
  value.length < 1000 &&
  !/[\p{C}\p{Z}]/u.test(value.replaceAll(' ', ''));

/** Whether a body is so ordinary that every server takes it (readings message-without-body and unusual-json). */
function isPlain({ nickname, happened }: InRoom): boolean {
  const { body, matched } = happened.asked;
  if (!isObject(body) || matched.kind !== 'operation') return false;
  const { eventType = 'x', stateKey = '' } = matched.parameters;
  const isOwnType = /^[a-z][\w.]{0,50}$/.test(eventType) && !eventType.startsWith('m.');
  if (!isOwnType || !/^[\w.]{0,50}$/.test(stateKey)) return false;
  const entries = Object.entries(body);
  if (entries.length > 20) return false;
  const plain = entries.every(
    ([key, value]) =>
      /^[\w.]{1,50}$/.test(key) &&
      (isPlainText(value) || typeof value === 'boolean' || Number.isSafeInteger(value)),
  );
  if (!plain) return false;
  return nickname !== 'send_message' || typeof body['body'] === 'string';
}

/** Whether everything about a request is known that a ruling rests on. */
export const mayBeRuled = ({ happened, room }: InRoom): boolean =>
  room.isWhole && isRight(happened.asked);

/** Whether a request reads a topic or a membership that may not be there. */
function mayBeAbsent({ nickname, room, happened, span }: InRoom): boolean {
  const { matched } = happened.asked;
  if (matched.kind !== 'operation') return false;
  if (nickname !== 'get_topic' && nickname !== 'get_membership') return false;
  const slot =
    nickname === 'get_topic'
      ? room.slot('m.room.topic', '')
      : room.member(matched.parameters['userId'] ?? '');
  return slot.isDoubtful || slot.startAt(span) !== null;
}
