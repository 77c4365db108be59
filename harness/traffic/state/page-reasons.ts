import type { RequirementId } from '../../document/ids.ts';
import { includes, same } from '../../judge/compare.ts';
import { valueRequirement } from '../../model/slots.ts';
import { isBefore } from './happened.ts';
import type { Stretch } from './page-book.ts';
import type { ReadPage } from './read-page.ts';
import type { Room } from './room.ts';
import { effectOf, type Sent } from './sent-events.ts';
import type { ShownEvent } from './shown.ts';

/** Whether some view has shown what was set. */
const isSeen = (room: Room, { type, key, ticket, isShown = false }: Sent): boolean =>
  isShown ||
  key === null ||
  room.slot(type, key).entries.some((one) => one.ticket === ticket && one.value.seenIn.size > 0);

/** What says that lists of messages are whole. */
const aboutLists: readonly RequirementId[] = ['MSGS-03', 'MSGS-13', 'SYNC-09', 'MSGS-12'];

/** What says that a new room has what was asked for. */
const foundingOf: Readonly<Record<string, RequirementId>> = {
  'm.room.name': 'CREATE-20',
  'm.room.topic': 'CREATE-21',
};

/** What is violated where a list lacks something that was sent or set. */
export function requirementOf(
  missing: Sent,
  { view, listed, room, page, met, violated }: ReadPage,
  { tickets, fromSync, events }: Stretch,
): RequirementId {
  const isNew = !listed.has(missing.nickname) && missing.key === null;
  // What was set may not have been set at all, or the list does not show it.
  const effect = effectOf[missing.nickname];
  const areListsWrong = !room.isWhole && aboutLists.some((id) => violated.has(id));
  const isUnset =
    missing.key !== null &&
    missing.nickname !== 'create_room' &&
    !met.has(effect) &&
    !areListsWrong &&
    !isSeen(room, missing);
  // A page that is full may show another part of the room than was asked for.
  const isFull = page.limit !== null && page.events.length >= page.limit;
  // Where others may act, the state itself is not judged, and may have been lacking from the beginning.
  const isFounding = missing.nickname === 'create_room' && !room.isWhole && !isSeen(room, missing);
  if (isFounding && !areListsWrong) return foundingOf[missing.type] ?? 'CREATE-03';
  if (view === 'get_room_sync_data') return isNew || isUnset ? effect : 'SYNC-09';
  if (fromSync) return 'SYNC-11';
  if (missing.eventId !== null && room.events.has(missing.eventId)) return 'MSGS-13';
  if (missing.key === null && hasAnotherId(missing, events, room)) return 'MODEL-28';
  if (missing.key !== null) {
    const nearest = requirementOfState(missing, events, room);
    return isUnset && nearest === 'MSGS-16' ? effect : nearest;
  }
  if ((isNew && !isFull) || wasSentAmongOthers(missing, room)) return effect;
  return tickets.length > 1 ? 'MSGS-13' : 'MSGS-03';
}

/** Whether a list shows what was sent by an id that no request was answered. */
const hasAnotherId = (
  { type, sender, content }: Sent,
  events: readonly ShownEvent[],
  room: Room,
): boolean =>
  Object.keys(content).length > 0 &&
  events.some(
    (one) =>
      one.type === type &&
      one.sender === sender &&
      same(one.content, content) &&
      !room.sent.some(({ eventId }) => eventId === one.id),
  );

/** Whether another event was sent into the room at the same time. */
const wasSentAmongOthers = ({ ticket, span }: Sent, room: Room): boolean =>
  room.sent.some(
    (one) => one.ticket !== ticket && !isBefore(one.span, span) && !isBefore(span, one.span),
  );

/** State that is not listed as it was set, but nearly: with another content, under another key or type. */
function requirementOfState(
  { type, key, content, nickname }: Sent,
  events: readonly ShownEvent[],
  room: Room,
): RequirementId {
  const isUnder = (one: ShownEvent): boolean => includes(one.content, content);
  if (nickname !== 'send_state_event' && nickname !== 'set_topic')
    return events.some((one) => one.key === key && one.type !== type && isUnder(one))
      ? 'MODEL-27'
      : 'MSGS-16';
  const changed = events.findLast(
    (one) =>
      one.type === type &&
      one.key === key &&
      !room.sent.some(
        (other) => other.type === type && other.key === key && includes(one.content, other.content),
      ),
  );
  if (changed !== undefined)
    return valueRequirement(changed.content, content) === 'CONV-16'
      ? 'CONV-16'
      : effectOf[nickname];
  if (nickname === 'set_topic' || Object.keys(content).length === 0) return 'MSGS-16';
  const holds = (one: ShownEvent): boolean => one.key !== null && includes(one.content, content);
  if (events.some((one) => one.type === type && holds(one)))
    return key === '' ? 'STATE-05' : 'STATE-14';
  return events.some((one) => one.key === key && holds(one)) ? 'STATE-13' : 'MSGS-16';
}
