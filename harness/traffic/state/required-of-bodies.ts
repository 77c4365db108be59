import type { Nickname, RequirementId } from '../../document/ids.ts';
import { isObject, type JsonObject } from '../../document/json.ts';
import type { Asked } from './happened.ts';

/** Why a body must be refused: it is missing, not JSON, or not an object. */
interface Whole {
  /** Left out where it is as for a body that is not JSON. */
  readonly missing?: RequirementId;
  readonly unread: RequirementId;
  readonly notObject: RequirementId;
}

const wholes: Readonly<Partial<Record<Nickname, Whole>>> = {
  send_non_state_event: { unread: 'SEND-11', notObject: 'SEND-11' },
  send_state_event: { unread: 'STATE-11', notObject: 'STATE-11' },
  send_message: { missing: 'MSG-09', unread: 'SEND-11', notObject: 'SEND-11' },
  set_topic: { unread: 'TOPIC-06', notObject: 'TOPIC-06' },
  send_feedback: { unread: 'FEED-06', notObject: 'FEED-06' },
  invite: { unread: 'INV-08', notObject: 'INV-08' },
  ban: { unread: 'BAN-09', notObject: 'BAN-09' },
  set_membership: { unread: 'SMEM-06', notObject: 'SMEM-06' },
  create_room: { unread: 'CREATE-10', notObject: 'CREATE-11' },
};

const isUserId = (text: string): boolean => /^@[^:]+:.+$/s.test(text);

type Keys = (body: JsonObject) => RequirementId | null;

const userIdKey =
  (missing: RequirementId, form: RequirementId): Keys =>
  (body) => {
    if (!Object.hasOwn(body, 'user_id')) return missing;
    const { user_id: user } = body;
    return typeof user === 'string' && isUserId(user) ? null : form;
  };

/** Why an object must be refused, by its keys. */
const byKeys: Readonly<Partial<Record<Nickname, Keys>>> = {
  send_message: (body) => {
    if (!Object.hasOwn(body, 'msgtype')) return 'MSG-10';
    return typeof body['msgtype'] === 'string' ? null : 'MSG-11';
  },
  send_feedback: (body) => {
    if (!Object.hasOwn(body, 'type')) return 'FEED-10';
    if (body['type'] !== 'delivered' && body['type'] !== 'read') return 'FEED-08';
    if (!Object.hasOwn(body, 'target_event_id')) return 'FEED-11';
    return typeof body['target_event_id'] === 'string' ? null : 'MODEL-04';
  },
  set_topic: (body) => (typeof body['topic'] === 'string' ? null : 'TOPIC-07'),
  invite: userIdKey('INV-10', 'INV-09'),
  ban: userIdKey('BAN-11', 'BAN-10'),
  set_membership: (body) => {
    if (!Object.hasOwn(body, 'membership')) return 'SMEM-09';
    const { membership } = body;
    const words = ['invite', 'join', 'leave', 'ban', 'knock'];
    if (typeof membership === 'string' && words.includes(membership)) return null;
    // Current servers know more words than these (traps: current, 7).
    return membership === 'kick' || membership === 'unban' ? null : 'SMEM-10';
  },
  create_room: (body) =>
    ['name', 'topic'].every((key) => !Object.hasOwn(body, key) || typeof body[key] === 'string')
      ? null
      : 'CREATE-24',
};

/** Why a request must be refused whoever sends it, by its body and its path; null where nothing asks for that. */
export function refusalOwed({ matched, body, bytes, wrong }: Asked): RequirementId | null {
  if (matched.kind !== 'operation') return null;
  const { nickname, parameters } = matched;
  if (nickname === 'get_messages')
    return wrong.has('CLIENT-08') && matched.query.get('limit')?.every((one) => one !== '') === true
      ? 'MSGS-10'
      : null;
  if (nickname === 'join') return isReference(parameters['roomAliasOrId'] ?? '') ? null : 'JID-08';
  // Bytes that nobody decoded may be anything.
  const whole = wholes[nickname];
  if (whole === undefined || bytes === null) return null;
  if (bytes === 0) return wrong.size > 0 ? (whole.missing ?? whole.unread) : null;
  // Bytes that are not UTF-8 may be read as other characters.
  if (wrong.has('CLIENT-29')) return null;
  if (body === undefined) return wrong.has('CLIENT-04') ? whole.unread : null;
  if (!isObject(body)) return whole.notObject;
  if (nickname === 'set_membership' && !isUserId(parameters['userId'] ?? '')) return 'SMEM-07';
  return byKeys[nickname]?.(body) ?? null;
}

const isReference = (text: string): boolean =>
  /^#[^:]+:.+$/s.test(text) || (text.startsWith('!') && text.length > 1);
