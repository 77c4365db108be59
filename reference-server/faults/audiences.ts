import type { RoomEvent } from '../domain/event.ts';
import { openRoom, type Room } from '../domain/room.ts';
import type { Context } from '../parts.ts';
import { implied, type Fault, type Spoil } from './fault.ts';
import { operation, paging } from './spoiling.ts';

/** Messages hold no other events than those that are chosen. */
const readers = (chosen: (event: RoomEvent, context: Context, room: Room) => boolean): Spoil =>
  operation(['get_messages'], (perform) => (context) => {
    const seen = paging(({ messages }) => ({
      messages: (tokens, room, query) => {
        const part = openRoom(room.id);
        for (const event of room.events) if (chosen(event, context, room)) part.append(event);
        return messages(tokens, part, query);
      },
    }));
    return perform({ ...context, parts: { ...context.parts, ...seen(context.parts) } });
  });
/** Who sees what of the messages of a room. */
export const audienceFaults: readonly Fault[] = [
  implied(
    'messages-of-oneself',
    'GET messages shows everybody no more than what they did themselves.',
    ['MSGS-03', 'MSG-03', 'MSGS-16'],
    readers((event, { caller }) => event.sender === caller.userId),
  ),
  implied(
    'messages-of-others',
    'GET messages does not show people what they sent themselves.',
    ['MSGS-03', 'MSG-03', 'SEND-03', 'FEED-03'],
    readers((event, { caller }) => event.stateKey !== undefined || event.sender !== caller.userId),
  ),
  implied(
    'messages-without-state',
    'GET messages lists no state.',
    ['MSGS-16'],
    readers((event) => event.stateKey === undefined),
  ),
  implied(
    'messages-stop-when-somebody-leaves',
    'What is sent after somebody left is not listed.',
    ['MSGS-03', 'MSG-03'],
    readers((event, _context, room) => {
      const left = room.events.findIndex(
        ({ content, type }) => type === 'm.room.member' && content['membership'] === 'leave',
      );
      return event.stateKey !== undefined || left < 0 || room.events.indexOf(event) < left;
    }),
  ),
  implied(
    'messages-of-two-people-only',
    'What a third member of a room sends is not listed.',
    ['MSGS-03', 'MSG-03'],
    readers((event, _context, room) => {
      const members = room.memberOrder.slice(0, 2);
      return event.stateKey !== undefined || members.includes(event.sender);
    }),
  ),
];
