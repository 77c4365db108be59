import type { Room } from '../../domain/room.ts';
import { ApiError, forbidden } from '../../errors.ts';
import type { Answer, Context, OperationName, Parts } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';
import {
  before,
  both,
  changePermissions,
  changesOf,
  forbid,
  hasMembership,
  onlyIn,
  wrapOperation,
} from '../vocabulary/index.ts';

const sends: readonly OperationName[] = ['send_non_state_event', 'send_message', 'send_feedback'];

const isPut = ({ params: { txnId } }: Context): boolean => txnId !== '';

const roomOfRequest = ({ parts, world, params }: Context): Room | undefined =>
  parts.rooms.find(world, params.roomId);

const ownMembership = (context: Context, roomId: string): string | undefined => {
  const room = context.parts.rooms.find(context.world, roomId);
  return room === undefined
    ? undefined
    : context.parts.view.membership(room, context.caller.userId);
};

const textOf = ({ request: { body } }: Context): string => body.toString('utf8');

/** A POST that says what the PUT before it said is answered as that one was. */
const postIsThePutBefore =
  (names: readonly OperationName[]): Spoil =>
  (right) => {
    const latest = new Map<string, { readonly text: string; readonly answer: Answer }>();
    return wrapOperation(names, (perform) => async (context) => {
      const { caller, params } = context;
      const key = [caller.token, params.roomId, params.eventType].join(' ');
      const put = latest.get(key);
      latest.delete(key);
      const text = textOf(context);
      if (!isPut(context) && put?.text === text) return put.answer;
      const answer = await perform(context);
      if (isPut(context)) latest.set(key, { text, answer });
      return answer;
    })(right);
  };

/** A PUT that was refused in one way is refused so whenever its txnId comes again. */
const rememberRefusals =
  (names: readonly OperationName[], isRemembered: (error: ApiError) => boolean): Spoil =>
  ({ transactions }): Partial<Parts> => {
    const refused = new Map<string, ApiError>();
    return {
      transactions: {
        key: (context, name) =>
          `${names.includes(name) ? '' : '-'}${transactions.key(context, name)}`,
        run: async (store, caller, key, perform) => {
          const own = `${caller.token} ${key}`;
          const earlier = refused.get(own);
          if (earlier !== undefined) throw earlier;
          try {
            return await transactions.run(store, caller, key, perform);
          } catch (error) {
            if (!key.startsWith('-') && error instanceof ApiError && isRemembered(error))
              refused.set(own, error);
            throw error;
          }
        },
      },
    };
  };

/** PUTs of events with certain txnIds are carried out whenever they come. */
const forgetTxns =
  (isForgotten: (txnId: string) => boolean): Spoil =>
  ({ transactions }) => ({
    transactions: {
      key: (context, name) =>
        `${isForgotten(context.params.txnId) && sends.includes(name) ? '-' : ''}${transactions.key(context, name)}`,
      run: (store, caller, key, perform) =>
        key.startsWith('-') ? perform() : transactions.run(store, caller, key, perform),
    },
  });

/** Whoever was banned by set_membership may go on sending. */
const bannedByLongFormSends: Spoil = (right) => {
  const banned = new Set<string>();
  return both(
    wrapOperation(['set_membership'], (perform) => async (context) => {
      const { params, parts, request } = context;
      const answer = await perform(context);
      if (parts.validate.object(request.body)['membership'] === 'ban')
        banned.add(`${params.roomId} ${params.userId}`);
      return answer;
    }),
    changePermissions(({ send }) => ({
      send: (context, roomId, type) => {
        const room = context.parts.rooms.find(context.world, roomId);
        const isOne = banned.has(`${roomId} ${context.caller.userId}`);
        return room !== undefined && isOne && ownMembership(context, roomId) === 'ban'
          ? room
          : send(context, roomId, type);
      },
    })),
  )(right);
};

/** What comes after something else, or where nobody looks for it. */
export const rareSequelFaults: Faults = {
  'post-after-put-makes-no-room': {
    summary: 'A POST of createRoom with the body of the PUT before it answers the room of the PUT.',
    violates: ['CREATE-03'],
    spoil: postIsThePutBefore(['create_room']),
  },
  'post-after-put-sends-nothing': {
    summary: 'A POST with the body of the PUT before it answers the event_id of the PUT.',
    violates: ['SEND-04', 'MSG-03'],
    spoil: postIsThePutBefore(sends),
  },
  'txn-of-a-taken-alias-stays-refused': {
    summary: 'The txnId of a createRoom that was refused for its alias is refused for ever.',
    violates: ['CONV-21'],
    spoil: rememberRefusals(['create_room'], ({ errcode }) => errcode === 'M_ROOM_IN_USE'),
  },
  'txn-of-an-outsiders-message-stays-refused': {
    summary: 'The txnId of a message that was forbidden is refused for ever.',
    violates: ['CONV-21'],
    spoil: rememberRefusals(['send_message'], ({ status }) => status === 403),
  },
  'txn-of-a-malformed-request-stays-refused': {
    summary:
      'The txnId of an invite, a ban or feedback whose body is not JSON is refused for ever.',
    violates: ['CONV-21'],
    spoil: rememberRefusals(
      ['invite', 'ban', 'send_feedback'],
      ({ errcode }) => errcode === 'M_NOT_JSON',
    ),
  },
  'txn-of-zero-is-none': {
    summary: 'A PUT of an event whose txnId is 0 is carried out as often as it is sent.',
    violates: ['MSG-05', 'SEND-06', 'FEED-04'],
    spoil: forgetTxns((txnId) => txnId === '0'),
  },
  'long-txns-are-forgotten': {
    summary:
      'A PUT of an event whose txnId is longer than 64 characters is carried out as often as it is sent.',
    violates: ['MSG-05', 'SEND-06', 'FEED-04'],
    spoil: forgetTxns((txnId) => txnId.length > 64),
  },
  'alias-ends-with-its-creators-membership': {
    summary: 'The aliases of a room are gone when its creator has left.',
    violates: ['CREATE-17'],
    spoil: wrapOperation(['leave'], (perform) => async (context) => {
      const answer = await perform(context);
      const { caller, params, world } = context;
      if (roomOfRequest(context)?.events[0]?.sender !== caller.userId) return answer;
      for (const [alias, roomId] of world.aliases)
        if (roomId === params.roomId) world.aliases.delete(alias);
      return answer;
    }),
  },
  'member-joins-not-by-alias': {
    summary: 'Whoever is in a room cannot join it again by its alias.',
    violates: ['JOIN-10', 'JID-03'],
    spoil: wrapOperation(['join'], (perform) => (context) => {
      const { world, params } = context;
      const roomId = context.parts.aliases.resolve(world.aliases, params.roomAliasOrId);
      if (roomId !== undefined && ownMembership(context, roomId) === 'join')
        throw forbidden('You are in the room.');
      return perform(context);
    }),
  },
  'same-feedback-is-given-once': {
    summary: 'Feedback of one user, of one type and on one event is sent once.',
    violates: ['SEND-04', 'FEED-03'],
    spoil: wrapOperation(['send_feedback'], (perform) => (context) => {
      const { parts, caller, request, params } = context;
      const { type, target_event_id: target } = parts.validate.object(request.body);
      const given = roomOfRequest(context)?.events.find(
        ({ sender, content }) =>
          sender === caller.userId &&
          content['type'] === type &&
          content['target_event_id'] === target,
      );
      return given === undefined || ownMembership(context, params.roomId) !== 'join'
        ? perform(context)
        : parts.answer.ok(parts.answer.eventId(given));
    }),
  },
  'withdrawn-invite-is-the-last': {
    summary: 'A user whose invite was withdrawn cannot be invited again.',
    violates: ['INV-03', 'SMEM-15'],
    spoil: forbid({ requested: 'invite', target: 'leave', everJoined: false, actor: 'join' }),
  },
  'creator-who-came-back-does-not-invite': {
    summary: 'A creator who left and came back cannot invite.',
    violates: ['INV-01', 'SMEM-15', 'CREATE-25'],
    spoil: changePermissions(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const { parts, world, caller } = context;
        const room = parts.rooms.find(world, change.roomId);
        const hasLeft =
          room?.events[0]?.sender === caller.userId &&
          changesOf(room, caller.userId).some(hasMembership('leave'));
        if (hasLeft && change.requested === 'invite') throw forbidden('You may not invite.');
        return changeMembership(context, change);
      },
    })),
  },
  'who-was-banned-by-set-membership-sends': {
    summary: 'A user who was banned by set_membership goes on sending.',
    violates: ['SEND-15', 'BAN-14', 'SMEM-19'],
    spoil: bannedByLongFormSends,
  },
  'twenty-keys-of-a-type': {
    summary: 'A room takes twenty state keys of one type, and refuses others.',
    violates: ['STATE-08'],
    spoil: before(['send_state_event'], (context) => {
      const { eventType, stateKey } = context.params;
      const slots = roomOfRequest(context)?.state.get(eventType);
      if (slots !== undefined && slots.size >= 20 && !slots.has(stateKey))
        throw forbidden('The room cannot hold more.');
    }),
  },
  'members-open-private-rooms': {
    summary: 'Every member may set how users come into the room.',
    violates: ['STATE-17', 'SMEM-14'],
    spoil: onlyIn(
      ['send_state_event'],
      changePermissions(({ setState, read }) => ({
        setState: (context, roomId, type) =>
          type === 'm.room.join_rules' ? read(context, roomId) : setState(context, roomId, type),
      })),
    ),
  },
  'put-into-an-unknown-room-is-taken': {
    summary: 'A PUT of an event for a room that does not exist is answered with an event_id.',
    violates: ['CONV-11'],
    spoil: wrapOperation(sends, (perform) => (context) => {
      const { parts } = context;
      return isPut(context) && roomOfRequest(context) === undefined
        ? parts.answer.ok({ event_id: parts.ids.event() })
        : perform(context);
    }),
  },
  'put-of-a-membership-in-an-unknown-room-500': {
    summary: 'A PUT of join, leave, invite or ban in a room that does not exist is answered 500.',
    violates: ['CONV-11'],
    spoil: before(['join_room', 'leave', 'invite', 'ban'], (context) => {
      if (isPut(context) && roomOfRequest(context) === undefined)
        throw new ApiError(500, 'M_UNKNOWN', 'Internal server error.');
    }),
  },
};
