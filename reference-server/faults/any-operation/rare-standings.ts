import { type ApiError, forbidden, invalid, notFound } from '../../errors.ts';
import { isObject } from '../../domain/json.ts';
import type { Room } from '../../domain/room.ts';
import type { Context } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';
import {
  before,
  both,
  changeBody,
  changePermissions,
  changePage,
  changesOf,
  hasMembership,
  onlyIn,
  onRefusal,
  wrapOperation,
} from '../vocabulary/index.ts';

const creatorOf = (room: Room | undefined): string | undefined => room?.events[0]?.sender;

/** A ban is refused for what its reason is like. */
const refuseReason = (isRefused: (reason: string) => boolean): Spoil =>
  before(['ban'], ({ parts, request }) => {
    const { reason } = parts.validate.object(request.body);
    if (typeof reason === 'string' && isRefused(reason)) throw invalid('Not such a reason.');
  });

/** /join lets in whoever `isLetIn` says. */
const letInBy = (isLetIn: (context: Context, room: Room) => boolean): Spoil =>
  onlyIn(
    ['join'],
    changePermissions(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const room = context.parts.rooms.find(context.world, change.roomId);
        return room !== undefined && isLetIn(context, room)
          ? room
          : changeMembership(context, change);
      },
    })),
  );

/** GET messages does not show the messages of some senders. */
const hideMessages = (isHidden: (room: Room, sender: string, index: number) => boolean): Spoil =>
  changePage(({ events }, _query, room) => ({
    events: events.filter(
      (event) =>
        event.type !== 'm.room.message' ||
        !isHidden(room, event.sender, room.events.indexOf(event)),
    ),
  }));

/** The membership in initialSync is another one. */
const syncAs = (membershipIn: (room: Room) => unknown): Spoil =>
  changeBody(['get_room_sync_data'], (body, { parts, world, params }) => {
    const room = parts.rooms.find(world, params.roomId);
    return room === undefined ? body : { ...body, membership: membershipIn(room) };
  });

/** What goes wrong for some users alone, or because of what others did. */
export const rareStandingFaults: Faults = {
  'long-reasons-refused': {
    summary: 'A ban with a reason of more than 200 characters is refused.',
    violates: ['BAN-12', 'MODEL-34'],
    spoil: refuseReason(({ length }) => length > 200),
  },
  'reasons-of-many-lines-refused': {
    summary: 'A ban with a reason of more than one line is refused.',
    violates: ['BAN-12', 'MODEL-34'],
    spoil: refuseReason((reason) => reason.includes('\n')),
  },
  'creator-cannot-leave': {
    summary: 'The creator of a room cannot leave it.',
    violates: ['LEAVE-01', 'LEAVE-03'],
    spoil: changePermissions(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const room = changeMembership(context, change);
        const isOwn = change.userId === context.caller.userId;
        if (isOwn && change.requested === 'leave' && change.userId === creatorOf(room))
          throw forbidden('Not the creator.');
        return room;
      },
    })),
  },
  'member-elsewhere-cannot-be-invited-back': {
    summary: 'Who left a room cannot be invited back while in another room of its creator.',
    violates: ['SMEM-08', 'INV-07', 'SMEM-15', 'INV-01'],
    spoil: changePermissions(({ changeMembership }) => ({
      changeMembership: (context, change) => {
        const room = changeMembership(context, change);
        const { parts, world } = context;
        const isElsewhere = [...world.rooms.values()].some(
          (other) =>
            other !== room &&
            creatorOf(other) === creatorOf(room) &&
            parts.view.membership(other, change.userId) === 'join',
        );
        const isBack = parts.view.membership(room, change.userId) === 'leave';
        if (change.requested === 'invite' && isBack && isElsewhere)
          throw forbidden('In another room.');
        return room;
      },
    })),
  },
  'who-left-joins-by-alias': {
    summary: 'A user who left a private room may join it again by its alias.',
    violates: ['JID-10', 'LEAVE-09'],
    spoil: letInBy(
      ({ parts, caller, params }, room) =>
        params.roomAliasOrId.startsWith('#') &&
        parts.view.membership(room, caller.userId) === 'leave',
    ),
  },
  'long-ban-does-not-count-for-join': {
    summary: 'A user who was banned by set_membership may join by an alias or id.',
    violates: ['BAN-14', 'JOIN-11'],
    spoil: (right) => {
      const banned = new Set<string>();
      return both(
        wrapOperation(['set_membership'], (perform) => async (context) => {
          const { params, request, parts } = context;
          const answer = await perform(context);
          if (parts.validate.object(request.body)['membership'] === 'ban')
            banned.add(`${params.roomId} ${params.userId}`);
          return answer;
        }),
        letInBy(({ caller }, room) => banned.has(`${room.id} ${caller.userId}`)),
      )(right);
    },
  },
  'unencoded-user-is-another': {
    summary: 'Whoever joins by set_membership with an unencoded @ in the path is refused.',
    violates: ['CONV-17'],
    spoil: before(['set_membership'], ({ parts, request }) => {
      const isJoin = parts.validate.object(request.body)['membership'] === 'join';
      if (isJoin && request.path.includes('/@')) throw forbidden('Cannot force another user.');
    }),
  },
  'unknown-alias-without-a-text': {
    summary: 'A join by an unknown alias is answered 404 with an errcode alone.',
    violates: ['CONV-05'],
    spoil: ({ answer }) => ({
      answer: {
        ...answer,
        error: (error: ApiError) => {
          const right = answer.error(error);
          const isAlias = error.status === 404 && error.message.includes('alias');
          return isAlias ? { ...right, body: { errcode: error.errcode } } : right;
        },
      },
    }),
  },
  'bad-membership-of-a-stranger-is-404': {
    summary: 'A bad membership for a user without a record is answered 404.',
    violates: ['SMEM-10', 'SMEM-09'],
    spoil: onRefusal(['set_membership'], (error, { parts, world, params }) => {
      const room = parts.rooms.find(world, params.roomId);
      const isKnown = room?.memberOrder.includes(params.userId) ?? true;
      throw error.status === 400 && !isKnown ? notFound('No such member.') : error;
    }),
  },
  'messages-of-the-removed-vanish': {
    summary: 'GET messages does not show the messages of users who were kicked.',
    violates: ['MSGS-03', 'MSG-03'],
    spoil: hideMessages((room, sender) => {
      const latest = changesOf(room, sender).at(-1);
      return latest !== undefined && hasMembership('leave')(latest) && latest.sender !== sender;
    }),
  },
  'messages-from-before-a-return-vanish': {
    summary: 'GET messages does not show what a user who left and came back had sent before.',
    violates: ['MSGS-03', 'MSG-03'],
    spoil: hideMessages((room, sender, index) =>
      changesOf(room, sender).some(
        (event) => hasMembership('join')(event) && room.events.indexOf(event) > index,
      ),
    ),
  },
  'sync-membership-of-the-latest-change': {
    summary: 'initialSync answers the membership that was changed last in the room.',
    violates: ['SYNC-03'],
    spoil: syncAs(
      ({ events }) =>
        events.findLast(({ type }) => type === 'm.room.member')?.content['membership'],
    ),
  },
  'sync-membership-of-the-creator': {
    summary: 'initialSync answers the membership of the creator.',
    violates: ['SYNC-03'],
    spoil: syncAs((room) => changesOf(room, creatorOf(room) ?? '').at(-1)?.content['membership']),
  },
  'same-message-in-two-rooms-is-one': {
    summary:
      'A message that its sender has sent to another room is answered with its id and not stored.',
    violates: ['MSG-14', 'SEND-12', 'MSG-03', 'MODEL-28'],
    spoil: (right) => {
      const sent = new Map<string, { readonly roomId: string; readonly id: unknown }>();
      return wrapOperation(['send_message'], (perform) => async (context) => {
        const { parts, params, caller, request } = context;
        const key = `${caller.userId} ${request.body.toString('utf8')}`;
        const earlier = sent.get(key);
        if (earlier !== undefined && earlier.roomId !== params.roomId) {
          parts.permissions.send(context, params.roomId, 'm.room.message');
          return parts.answer.ok({ event_id: earlier.id });
        }
        const answer = await perform(context);
        const id = isObject(answer.body) ? answer.body['event_id'] : undefined;
        sent.set(key, { roomId: params.roomId, id });
        return answer;
      })(right);
    },
  },
};
