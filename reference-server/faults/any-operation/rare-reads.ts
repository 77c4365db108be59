import { isObject } from '../../domain/json.ts';
import { ApiError } from '../../errors.ts';
import type { OperationName } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';
import {
  addRoutes,
  before,
  both,
  changePages,
  changeRooms,
  chooseState,
  listEvents,
  listEventsIn,
  perRequest,
  wrapOperation,
} from '../vocabulary/index.ts';

/** Changes every text in a value. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one: unknown) => mapTexts(one, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([k, one]) => [k, mapTexts(one, change)]));
}

const asLatin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const inLatin1 = (name: OperationName): Spoil =>
  listEventsIn(name, (shown) => ({ ...shown, content: mapTexts(shown['content'], asLatin1) }));

const withoutNulls = (name: OperationName): Spoil =>
  listEventsIn(name, (shown, { content }) => ({
    ...shown,
    content: Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null)),
  }));

/** A room is found by further ids than its own. */
const findRoomBy = (isMeant: (id: string, sought: string) => boolean): Spoil =>
  changeRooms(({ find }) => ({
    find: (world, sought) =>
      find(world, sought) ?? [...world.rooms.values()].find(({ id }) => isMeant(id, sought)),
  }));

const reads: readonly OperationName[] = [
  'get_messages',
  'get_members',
  'get_state_events',
  'get_room_sync_data',
];

/** What goes wrong with what is rarely asked for, and with what one view alone shows. */
export const rareReadFaults: Faults = {
  'to-that-is-no-token-fails': {
    summary: 'get_messages answers 500 where the parameter to is not a page token.',
    violates: ['MSGS-11'],
    spoil: before(['get_messages'], ({ request }) => {
      const [to] = request.query.get('to') ?? [];
      if (to !== undefined && !/^t\d/.test(to)) throw new Error('not a token');
    }),
  },
  'empty-event-has-a-state-key': {
    summary: 'An event without content is listed with an empty state_key.',
    violates: ['SEND-04'],
    spoil: listEvents((shown, { content, stateKey }) =>
      stateKey === undefined && Object.keys(content).length === 0
        ? { ...shown, state_key: '' }
        : shown,
    ),
  },
  'put-event-has-a-state-key': {
    summary: 'What is sent with a txnId is listed with an empty state_key.',
    violates: ['SEND-04'],
    spoil: (right) => {
      const sent = new Set<unknown>();
      return both(
        wrapOperation(
          ['send_message', 'send_non_state_event', 'send_feedback'],
          (perform) => async (context) => {
            const answer = await perform(context);
            if (context.params.txnId !== '' && isObject(answer.body))
              sent.add(answer.body['event_id']);
            return answer;
          },
        ),
        listEvents((shown, { eventId }) =>
          sent.has(eventId) ? { ...shown, state_key: '' } : shown,
        ),
      )(right);
    },
  },
  'state-in-latin-1': {
    summary: 'get_state_events shows non-ASCII characters as the bytes of their UTF-8.',
    violates: ['CONV-16'],
    spoil: inLatin1('get_state_events'),
  },
  'sync-in-latin-1': {
    summary: 'initialSync shows non-ASCII characters as the bytes of their UTF-8.',
    violates: ['CONV-16'],
    spoil: inLatin1('get_room_sync_data'),
  },
  'state-without-nulls': {
    summary: 'get_state_events leaves out what is null in a content.',
    violates: ['MODEL-29'],
    spoil: withoutNulls('get_state_events'),
  },
  'sync-without-nulls': {
    summary: 'initialSync leaves out what is null in a content.',
    violates: ['MODEL-29'],
    spoil: withoutNulls('get_room_sync_data'),
  },
  'text-that-is-no-room-id-fails': {
    summary: 'Reading answers 500 where the path holds no id of a room.',
    violates: ['CONV-11'],
    spoil: before(['get_topic', 'get_membership', ...reads], ({ params: { roomId } }) => {
      if (!roomId.startsWith('!')) throw new ApiError(500, 'M_UNKNOWN', 'Internal server error.');
    }),
  },
  'messages-answer-delete': {
    summary: 'DELETE of the messages of a room is answered as GET is.',
    violates: ['CONV-15'],
    spoil: addRoutes({
      method: 'DELETE',
      path: '/_matrix/client/api/v1/rooms/:roomId/messages',
      operation: 'get_messages',
      access: 'token',
    }),
  },
  'markup-escaped-in-state': {
    summary: 'get_state_events escapes "&" and "<" as in HTML.',
    violates: ['MODEL-29'],
    spoil: listEventsIn('get_state_events', (shown) => ({
      ...shown,
      content: mapTexts(shown['content'], (text) =>
        text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
      ),
    })),
  },
  'id-without-domain-finds-the-room': {
    summary: 'A room is found by its id without the domain.',
    violates: ['CONV-11'],
    spoil: findRoomBy((id, sought) => id.split(':')[0] === sought),
  },
  'case-of-a-room-id-is-ignored': {
    summary: 'A room is found by its id in any case.',
    violates: ['CONV-11'],
    spoil: findRoomBy((id, sought) => id.toLowerCase() === sought.toLowerCase()),
  },
  'sync-of-one-shows-no-state': {
    summary: 'initialSync with a limit of one leaves out a state event.',
    violates: ['SYNC-09'],
    spoil: changePages(({ recent }) => ({
      recent: (tokens, room, limit) => {
        const page = recent(tokens, room, limit);
        const events = page.events.filter(({ stateKey }) => stateKey === undefined);
        return limit === 1 ? { ...page, events } : page;
      },
    })),
  },
  'sync-ends-before-its-end': {
    summary: 'The end of the messages of initialSync lies before their last two events.',
    violates: ['SYNC-05'],
    spoil: changePages(({ recent }) => ({
      recent: (tokens, room, limit) => ({
        ...recent(tokens, room, limit),
        end: tokens.write(room, Math.max(0, room.events.length - 2)),
      }),
    })),
  },
  'sync-names-the-reader-as-sender': {
    summary: 'The messages of initialSync name the reader as the sender of each.',
    violates: ['CONV-19'],
    spoil: perRequest('get_room_sync_data', ({ caller: { userId } }) =>
      listEvents((shown) => ({ ...shown, user_id: userId, sender: userId })),
    ),
  },
  'state-set-back-is-not-shown': {
    summary: 'get_state_events does not show state that was set back to what it was before.',
    violates: ['GST-05'],
    spoil: chooseState((all, right) =>
      right.map((event) => {
        const own = all.filter((one) => one.type === event.type && one.stateKey === event.stateKey);
        const former = own.slice(0, -1).map(({ content }) => JSON.stringify(content));
        const isBack = former.includes(JSON.stringify(event.content));
        return isBack && event.type.startsWith('com.') ? (own.at(-2) ?? event) : event;
      }),
    ),
  },
};
