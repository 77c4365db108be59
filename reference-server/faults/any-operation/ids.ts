import type { RoomEvent } from '../../domain/event.ts';
import type { Faults } from '../fault.ts';
import { changeAnswers, changeBody, listEvents } from '../vocabulary/index.ts';

function localpartOf({ sender }: RoomEvent): string {
  return sender.slice(1).split(':')[0] ?? '';
}

/** What the ids of users, rooms and events look like. */
export const idFaults: Faults = {
  'event-senders-bare': {
    summary: 'Events name their sender by the localpart.',
    violates: ['CONV-07', 'CONV-19'],
    spoil: listEvents((shown, event) => ({
      ...shown,
      user_id: localpartOf(event),
      sender: localpartOf(event),
    })),
  },
  'room-ids-bare': {
    summary: 'Room ids do not start with !.',
    violates: ['CONV-08'],
    spoil: ({ ids }) => ({ ids: { ...ids, room: (domain) => ids.room(domain).slice(1) } }),
  },
  'room-ids-with-another-sigil': {
    summary: 'Room ids start with #.',
    violates: ['CONV-08'],
    spoil: ({ ids }) => ({ ids: { ...ids, room: (domain) => ids.room(domain).replace('!', '#') } }),
  },
  'alias-said-without-domain': {
    summary: 'createRoom answers the alias without its domain.',
    violates: ['CONV-09', 'CREATE-19'],
    spoil: changeBody(['create_room'], (body) =>
      typeof body['room_alias'] === 'string'
        ? { ...body, room_alias: body['room_alias'].replace(/:.*/, '') }
        : body,
    ),
  },
  'ids-that-are-empty': {
    summary: 'Every third event that is sent is answered with an empty id.',
    violates: ['CONV-10', 'MODEL-28', 'SEND-02', 'MSG-02', 'FEED-02'],
    spoil: (right) => {
      let count = 0;
      return changeAnswers(({ eventId }) => ({
        eventId: (event) => {
          count += 1;
          return count % 3 === 0 ? { event_id: '' } : eventId(event);
        },
      }))(right);
    },
  },
};
