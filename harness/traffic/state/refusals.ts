import type { ClientRequirementId, Nickname, RequirementId } from '../../document/ids.ts';
import { isObject, stringAt } from '../../document/json.ts';
import type { Profile } from '../../document/profile.ts';
import type { Answered, Asked, Happened } from './happened.ts';
import { isOrdinary } from './plain-requests.ts';
import { refusalOwed } from './required-of-bodies.ts';
import { type Wrong, wrong } from './verdict.ts';

/** What is known about the one who asks, and about the room. */
export interface Standing {
  /** Whether the access token was never given out. */
  readonly unknownToken: boolean;
  /** Whether the room was never made. */
  readonly unknownRoom: boolean;
  /** Whether another request of the operation was taken. */
  readonly isTaken: boolean;
  /** Whether nothing but the request itself can be a reason to refuse it. */
  readonly able: boolean;
}

/** Why a request must be refused, and how. */
export interface Owed {
  readonly requirement: RequirementId;
  /** What is wrong with it, as the beginning of a sentence. */
  readonly why: string;
  /** The statuses that the refusal may have; null where that is open. */
  readonly statuses: readonly number[] | null;
  /** Whether another reason may come before this one, with a status of its own. */
  readonly sure: boolean;
}

const reads: ReadonlySet<Nickname> = new Set<Nickname>([
  'get_messages',
  'get_members',
  'get_state_events',
  'get_room_sync_data',
  'get_topic',
  'get_membership',
]);

export const isRead = (nickname: Nickname): boolean => reads.has(nickname);

/** Whether a client did nothing wrong with a request but this. */
export const isRightBut = (
  { wrong: all }: Asked,
  ...but: readonly ClientRequirementId[]
): boolean => [...all].every((id) => but.includes(id) || harmless.has(id));

/** Violations that concern how requests follow each other: each of them is a right request. */
const harmless: ReadonlySet<ClientRequirementId> = new Set([
  'CLIENT-10',
  'CLIENT-11',
  'CLIENT-12',
  'CLIENT-16',
  'CLIENT-18',
  'CLIENT-19',
  'CLIENT-20',
]);

/** Whether there is nothing wrong with a request by itself, as far as it is known. */
export const isRight = (asked: Asked): boolean => asked.bytes !== null && isRightBut(asked);

/** Why a request must be refused, whatever the memberships in its room; null where nothing asks for it. */
export function owedRefusal(
  asked: Asked,
  { unknownToken, unknownRoom, isTaken, able }: Standing,
): Owed | null {
  const { operation, token, otherwiseAuthorized } = asked;
  if (operation === null) return null;
  const { nickname } = operation;
  const plain = isRightBut(asked, 'CLIENT-07') && asked.bytes !== null;
  if (token === null && !otherwiseAuthorized)
    return {
      requirement: isRead(nickname) ? 'META-10' : 'META-09',
      why: `${nickname} was requested without an access token`,
      statuses: [401, 403],
      sure: plain && !unknownRoom,
    };
  if (token === null) return null;
  if (unknownToken)
    return {
      requirement: 'CONV-03',
      why: `${nickname} was requested with an access token that was never given out`,
      statuses: [401, 403],
      sure: plain && !unknownRoom,
    };
  if (unknownRoom && isRight(asked))
    return {
      requirement: 'CONV-11',
      why: `${nickname} was requested for a room that was never made`,
      statuses: [403, 404],
      // Where no such request was ever taken, its form may be what is refused.
      sure: isTaken || isOrdinary(asked),
    };
  const requirement = refusalOwed(asked);
  if (requirement === null)
    return asked.hasMadeUpToken && isRightBut(asked, 'CLIENT-30') && nickname === 'get_messages'
      ? {
          requirement: 'MSGS-11',
          why: 'get_messages was requested with a token that no page of the room has',
          statuses: [400],
          sure: able,
        }
      : null;
  const why = `${nickname} was requested with a body, a path or a query that must be refused`;
  // Known servers answer 500 to a user_id of another type (traps: current, 12): which refusal it is stays open.
  const { body } = asked;
  const isOpen =
    isObject(body) && Object.hasOwn(body, 'user_id') && typeof body['user_id'] !== 'string';
  return { requirement, why, statuses: isOpen ? null : [400], sure: able };
}

/** Nobody can make others join, whatever anybody is to the room. */
export function owedToOthers(asked: Asked, user: string): Owed | null {
  const { matched, body, wrong: all } = asked;
  if (matched.kind !== 'operation' || matched.nickname !== 'set_membership') return null;
  const target = matched.parameters['userId'] ?? '';
  const isJoin = isObject(body) && body['membership'] === 'join' && all.size === 0;
  if (!isJoin || target.toLowerCase() === user.toLowerCase()) return null;
  const why = 'set_membership was requested to make another user join';
  return { requirement: 'SMEM-13', why, statuses: [403], sure: false };
}

/** Judges the answer to a request that must be refused. */
export function judgeRefusal(
  { asked, answered }: Happened,
  { requirement, why, statuses, sure }: Owed,
  profile: Profile,
): readonly Wrong[] {
  if (answered === null) return [];
  const { status } = answered;
  const allowed = profile.changeOf(requirement)?.statuses ?? statuses;
  if (status >= 200 && status < 300)
    return [wrong(requirement, `${why}, and was answered with ${status}.`)];
  if (allowed === null) return [];
  if (allowed.includes(status))
    return sure && requirement === 'CONV-03' ? judgeErrcode(answered.json, profile) : [];
  if (!isOwn(status)) return [];
  if (!sure && status !== 500 && !namesBody(asked, answered, allowed)) return [];
  const words = allowed.join(' or ');
  const said = statusOfToken[requirement] ?? requirement;
  return [wrong(said, `${why}, and was answered with ${status} instead of ${words}.`)];
}

/** Whether a refusal that is owed for the body says itself that it is about the body, which then is its reason. */
const namesBody = (
  { wrong: all }: Asked,
  { json }: Answered,
  allowed: readonly number[],
): boolean =>
  allowed.includes(400) &&
  !all.has('CLIENT-06') &&
  /^M_(?:NOT|BAD)_JSON$/.test(isObject(json) ? stringAt(json, 'errcode') : '');

/** A token that is not known has an errcode of its own. */
function judgeErrcode(json: unknown, profile: Profile): readonly Wrong[] {
  const errcode = isObject(json) ? stringAt(json, 'errcode') : '';
  const owed = profile.changeOf('CONV-03')?.errcode ?? 'M_UNKNOWN_TOKEN';
  return errcode === owed || errcode === ''
    ? []
    : [
        wrong(
          'CONV-03',
          `An access token that was never given out was refused without the errcode ${owed}.`,
        ),
      ];
}

/** The status without a token has a requirement of its own. */
const statusOfToken: Readonly<Partial<Record<RequirementId, RequirementId>>> = {
  'META-09': 'CONV-02',
  'META-10': 'CONV-02',
};

/** Errors that are about the one who asks, or about the server, whatever is asked for. */
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

/** Whether an error has a reason that no request and no room tells. */
export const hasOwnReason = (json: unknown): boolean =>
  isObject(json) && specialErrors.has(stringAt(json, 'errcode'));

/** Whether a status is the server's own answer to the request, rather than a limit, a redirection or a gateway. */
export const isOwn = (status: number): boolean =>
  status === 500 ||
  (status >= 400 && status < 500 && ![407, 408, 413, 414, 429, 431, 499].includes(status));

/** What answers to requests outside of the declaration are judged by. */
interface Undeclared {
  readonly basePath: string;
  readonly profile: Profile;
  /** Whether nobody is between the clients and the server. */
  readonly alone: boolean;
}

/**
 * Judges the answer to a request that is not of the declaration, but nearly is (CONV-15). Paths below another base and
 * paths that a server may read as others are not judged.
 */
export function judgeUndeclared(
  { asked, answered }: Happened,
  { basePath, profile, alone }: Undeclared,
): readonly Wrong[] {
  const { matched, method, path } = asked;
  if (matched.kind !== 'unmatched' || answered === null || matched.encoding) return [];
  if (!path.startsWith(`${basePath}/`)) return [];
  const segments = path.slice(basePath.length + 1).split('/');
  const template = matched.nearest.path.slice(1).split('/');
  const literal = template.every((one, i) => one.startsWith('{') || one === segments[i]);
  if (!literal || segments.includes('')) return [];
  const more = segments.length - template.length;
  if (more < 0 || more > 1) return [];
  const { status } = answered;
  // Whether a gateway or the server redirects cannot be told.
  const ok = status >= 200 && status < (alone ? 400 : 300);
  if (!ok && status !== 500) return [];
  const { nickname } = matched.nearest;
  const requirement = requirementOfForm(nickname, method, more);
  if (profile.drops(requirement)) return [];
  const what = `${method} of a path of ${nickname} that is not declared so was answered with ${status}. ${matched.why}`;
  return [wrong(status >= 300 ? 'CONV-15' : requirement, what)];
}

function requirementOfForm(nickname: Nickname, method: string, more: number): RequirementId {
  if (more === 1) return isState(nickname) && method === 'PUT' ? 'STATE-16' : 'CONV-15';
  if (isState(nickname)) return method === 'POST' ? 'STATE-15' : 'CONV-15';
  if (method !== 'PUT') return 'CONV-15';
  return suffixless[nickname] ?? 'CONV-15';
}

const isState = (nickname: Nickname): boolean => nickname === 'send_state_event';

const suffixless: Readonly<Partial<Record<Nickname, RequirementId>>> = {
  send_non_state_event: 'SEND-07',
  send_message: 'SEND-07',
  send_feedback: 'SEND-07',
  invite: 'INV-05',
  create_room: 'CREATE-07',
};
