import { isObject } from '../../document/json.ts';
import type { Asked } from './happened.ts';
import type { InRoom } from './ruling.ts';

/** Whether a request writes state that may be there already. */
export function writesWhatIsThere({ room, happened, span }: InRoom): boolean {
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
export function isPlain({ nickname, happened }: InRoom): boolean {
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

/** Whether a request is so ordinary, whatever its room, that no server can have a reason to refuse its form. */
export function isOrdinary({ matched, method, body }: Asked): boolean {
  if (matched.kind !== 'operation') return false;
  const { nickname, query } = matched;
  if (nickname === 'join') return false;
  if (method === 'GET') return query.size === 0 && nickname !== 'get_messages';
  if (!isObject(body)) return false;
  const { topic, body: text, msgtype } = body;
  const isTopic = nickname === 'set_topic' && isPlainText(topic);
  return isTopic || (nickname === 'send_message' && msgtype === 'm.text' && isPlainText(text));
}

/** Whether a request reads a topic or a membership that may not be there. */
export function mayBeAbsent({ nickname, room, happened, span }: InRoom): boolean {
  const { matched } = happened.asked;
  if (matched.kind !== 'operation') return false;
  if (nickname !== 'get_topic' && nickname !== 'get_membership') return false;
  const slot =
    nickname === 'get_topic'
      ? room.slot('m.room.topic', '')
      : room.member(matched.parameters['userId'] ?? '');
  return slot.isDoubtful || slot.startAt(span) !== null;
}
