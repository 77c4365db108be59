import type { JsonObject, RoomEvent } from '../../domain/event.ts';
import { isObject } from '../../domain/json.ts';
import type { Room } from '../../domain/room.ts';
import type { Context, OperationName } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';
import {
  both,
  changeBody,
  changeRooms,
  changesOf,
  hasMembership,
  listEventsIn,
  mapValues,
  omit,
  onlyIn,
  storeAs,
} from '../vocabulary/index.ts';

const isPut = ({ params: { txnId } }: Context): boolean => txnId !== '';

const isCreator = (room: Room, userId: string): boolean => room.events[0]?.sender === userId;

const isNested = (content: JsonObject): boolean =>
  Object.values(content).some(
    (value) => isObject(value) && Object.values(value).some((inner) => isObject(inner)),
  );

const hasList = (content: JsonObject): boolean =>
  Object.values(content).some((value) => Array.isArray(value));

/** Notes events when they are stored, and makes the fault of those that were noted. */
const ofNoted =
  (
    names: readonly OperationName[],
    isNoted: (event: RoomEvent, context: Context, room: Room) => boolean,
    spoil: (isNoted: (eventId: unknown) => boolean) => Spoil,
  ): Spoil =>
  (right) => {
    const noted = new Set<unknown>();
    const note = changeRooms(({ append }) => ({
      append: (context, room, draft) => {
        const event = append(context, room, draft);
        if (isNoted(event, context, room)) noted.add(event.eventId);
        return event;
      },
    }));
    return both(
      onlyIn(names, note),
      spoil((id) => noted.has(id)),
    )(right);
  };

/** GET messages leaves out noted events for everybody but their sender. */
const forSenderAlone = (isNoted: (eventId: unknown) => boolean): Spoil =>
  changeBody(['get_messages'], (body, { caller }) => {
    const chunk: readonly unknown[] = Array.isArray(body['chunk']) ? body['chunk'] : [];
    const isShown = (event: unknown): boolean =>
      isObject(event) && (!isNoted(event['event_id']) || event['user_id'] === caller.userId);
    return { ...body, chunk: chunk.filter(isShown) };
  });

/** An event that is stored is stored once more. */
const twiceWhere = (isTwice: (event: RoomEvent, room: Room) => boolean): Spoil =>
  changeRooms(({ append }) => ({
    append: (context, room, draft) => {
      const event = append(context, room, draft);
      if (isTwice(event, room)) append(context, room, draft);
      return event;
    },
  }));

/** What goes wrong where an operation, a form of its request, a sender and a content come together. */
export const rareFormFaults: Faults = {
  'nested-state-without-key-gets-one': {
    summary: 'State that is set without a key gets one if its content has objects in objects.',
    violates: ['STATE-05', 'STATE-03'],
    spoil: storeAs(['send_state_event'], ({ stateKey, content }) =>
      stateKey === '' && isNested(content) ? { stateKey: 'default' } : {},
    ),
  },
  'put-of-an-emote-loses-its-body': {
    summary: 'An emote that somebody else than the creator sends by PUT loses its body.',
    violates: ['MSG-03', 'MSG-04', 'MSG-13'],
    spoil: storeAs(['send_message'], ({ sender, content }, context, room) =>
      isPut(context) && content['msgtype'] === 'm.emote' && !isCreator(room, sender)
        ? { content: omit(content, 'body') }
        : {},
    ),
  },
  'lists-of-the-creators-events-emptied': {
    summary: 'Lists are empty in events that the creator of a room sends by POST.',
    violates: ['SEND-10', 'SEND-03'],
    spoil: storeAs(['send_non_state_event'], ({ sender, content }, context, room) =>
      !isPut(context) && isCreator(room, sender)
        ? { content: mapValues((value) => (Array.isArray(value) ? [] : value))(content) }
        : {},
    ),
  },
  'put-of-a-nested-event-by-the-creator': {
    summary: 'An event with objects in objects that a member sends by PUT is one of the creator.',
    violates: ['CONV-19'],
    spoil: storeAs(['send_non_state_event'], ({ sender, content }, context, room) =>
      isPut(context) && isNested(content) ? { sender: room.events[0]?.sender ?? sender } : {},
    ),
  },
  'ban-of-the-invited-by-itself': {
    summary:
      'GET messages shows an invited user who is banned by set_membership as the one who did it.',
    violates: ['CONV-19', 'MSGS-16'],
    spoil: ofNoted(
      ['set_membership'],
      (event, _context, room) => {
        const earlier = changesOf(room, event.stateKey ?? '').at(-2);
        return hasMembership('ban')(event) && earlier?.content['membership'] === 'invite';
      },
      (isNoted) =>
        listEventsIn('get_messages', (shown, { eventId, stateKey }) =>
          isNoted(eventId) ? { ...shown, user_id: stateKey } : shown,
        ),
    ),
  },
  'emotes-of-the-second-member-twice': {
    summary: 'An emote of the second member of a room is sent twice.',
    violates: ['MSG-03', 'MSGS-03'],
    spoil: onlyIn(
      ['send_message'],
      twiceWhere(
        ({ sender, content }, room) =>
          content['msgtype'] === 'm.emote' && room.memberOrder[1] === sender,
      ),
    ),
  },
  'empty-events-by-put-for-their-sender-alone': {
    summary: 'GET messages shows an event with an empty content, sent by PUT, to its sender alone.',
    violates: ['MSGS-03', 'SEND-03'],
    spoil: ofNoted(
      ['send_non_state_event'],
      ({ content }, context) => isPut(context) && Object.keys(content).length === 0,
      forSenderAlone,
    ),
  },
  'lists-under-long-keys-lost': {
    summary: 'State with a key of more than 100 characters loses the lists of its content.',
    violates: ['MODEL-29', 'STATE-03'],
    spoil: storeAs(['send_state_event'], ({ stateKey, content }) =>
      (stateKey ?? '').length > 100 && hasList(content)
        ? {
            content: Object.fromEntries(
              Object.entries(content).filter(([, value]) => !Array.isArray(value)),
            ),
          }
        : {},
    ),
  },
  'put-of-an-invite-by-the-invited': {
    summary: 'An invite that a member sends by PUT is one of the invited user itself.',
    violates: ['CONV-19'],
    spoil: storeAs(['invite'], ({ sender, stateKey }, context, room) =>
      isPut(context) && !isCreator(room, sender) ? { sender: stateKey ?? sender } : {},
    ),
  },
  'join-by-id-by-the-creator': {
    summary: 'The join of an invited user by the id of the room is one of the creator.',
    violates: ['CONV-19'],
    spoil: storeAs(['join'], ({ sender }, _context, room) => {
      const latest = changesOf(room, sender).at(-1);
      return latest !== undefined && hasMembership('invite')(latest)
        ? { sender: room.events[0]?.sender ?? sender }
        : {};
    }),
  },
  'numbers-under-a-user-id-lost': {
    summary: 'GET state shows no numbers in state of unknown types whose key is a user id.',
    violates: ['GST-04', 'MODEL-29'],
    spoil: listEventsIn('get_state_events', (shown, { type, stateKey, content }) =>
      type !== 'm.room.member' && stateKey?.startsWith('@') === true
        ? {
            ...shown,
            content: Object.fromEntries(
              Object.entries(content).filter(([, value]) => typeof value !== 'number'),
            ),
          }
        : shown,
    ),
  },
  'put-of-read-is-delivered-for-members': {
    summary: 'Feedback that somebody else than the creator sends by PUT never says read.',
    violates: ['FEED-03', 'FEED-04'],
    spoil: storeAs(['send_feedback'], ({ sender, content }, context, room) =>
      isPut(context) && !isCreator(room, sender)
        ? { content: { ...content, type: 'delivered' } }
        : {},
    ),
  },
  'dots-of-members-nest-in-messages': {
    summary:
      'GET messages shows a key with a dot as an object, in messages that somebody else than the creator sends by PUT.',
    violates: ['MSGS-03', 'MODEL-03'],
    spoil: ofNoted(
      ['send_message'],
      ({ sender }, context, room) => isPut(context) && !isCreator(room, sender),
      (isNoted) =>
        listEventsIn('get_messages', (shown, { eventId, content }) =>
          isNoted(eventId)
            ? {
                ...shown,
                content: Object.fromEntries(
                  Object.entries(content).map(([key, value]) => {
                    const [first = '', ...rest] = key.split('.');
                    return rest.length === 0 ? [key, value] : [first, { [rest.join('.')]: value }];
                  }),
                ),
              }
            : shown,
        ),
    ),
  },
};
