import { same } from '../../harness/judge/compare.ts';
import type { Room, RoomEvent } from '../../reference-server/index.ts';
import type { MessageState, StateEventState } from './document.ts';

/** The state that has no key of its own. */
export function exportStateEvents(
  { state }: Room,
  creator: string,
  called: (userId: string) => string,
  isSaid: (type: string, key: string) => boolean,
): readonly StateEventState[] {
  const events = [...state.values()].flatMap((slots) => [...slots.values()]);
  return events.flatMap(({ type, stateKey = '', content, sender, eventId, at }) => {
    if (type === 'm.room.member' || isSaid(type, stateKey)) return [];
    const key = stateKey === '' ? {} : { key: stateKey };
    const from = sender === creator ? {} : { from: called(sender) };
    return [{ type, ...key, content, ...from, id: eventId, at }];
  });
}

/** Everything that was said, oldest first. */
export function exportMessages(
  { events }: Room,
  state: readonly StateEventState[],
  called: (userId: string) => string,
): readonly MessageState[] {
  const messages = events.filter(({ stateKey }) => stateKey === undefined);
  const ids = new Set([...state.map(({ id }) => id), ...messages.map(({ eventId }) => eventId)]);
  return messages.map((event) => {
    const { sender, type, eventId, at, redacts } = event;
    return {
      from: called(sender),
      ...(type === 'm.room.message' ? {} : { type }),
      ...saidIn(event),
      ...(redacts === undefined || !ids.has(redacts) ? {} : { redacts }),
      id: eventId,
      at,
    };
  });
}

/** What a message says, in the shortest form. */
function saidIn({ type, content }: RoomEvent): MessageState | object {
  if (type !== 'm.room.message') return same(content, {}) ? {} : { content };
  const { body, msgtype } = content;
  if (typeof body !== 'string' || typeof msgtype !== 'string') return { content };
  if (!same(content, { body, msgtype })) return { content };
  return msgtype === 'm.text' ? { body } : { body, msgtype };
}
