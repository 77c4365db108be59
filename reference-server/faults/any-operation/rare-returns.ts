import { forbidden, invalid } from '../../errors.ts';
import type { Context } from '../../parts.ts';
import type { Faults, Spoil } from '../fault.ts';
import {
  before,
  changeBody,
  changeMemberList,
  changePermissions,
  changesOf,
  hasMembership,
  onlyIn,
} from '../vocabulary/index.ts';

/** Some changes of membership by the creator are refused. */
const refuseCreator = (requested: 'leave' | 'ban'): Spoil =>
  changePermissions(({ changeMembership }) => ({
    changeMembership: (context, change) => {
      const room = changeMembership(context, change);
      const isCreator = room.events[0]?.sender === context.caller.userId;
      const joins = changesOf(room, change.userId).filter(hasMembership('join')).length;
      if (isCreator && change.requested === requested && joins > 1) throw forbidden('Not again.');
      return room;
    },
  }));

const membershipIn = ({ parts, world, caller }: Context, roomId: string): unknown => {
  const room = parts.rooms.find(world, roomId);
  return room === undefined ? undefined : parts.view.membership(room, caller.userId);
};

/** What goes wrong with those who came back, and with what is done for the second time. */
export const rareReturnFaults: Faults = {
  'sync-membership-of-who-came-back': {
    summary: 'initialSync answers the membership leave to a member who left and came back.',
    violates: ['SYNC-03'],
    spoil: changeBody(['get_room_sync_data'], (body, { parts, world, params, caller }) => {
      const room = parts.rooms.find(world, params.roomId);
      const hasLeft =
        room !== undefined && changesOf(room, caller.userId).some(hasMembership('leave'));
      return hasLeft ? { ...body, membership: 'leave' } : body;
    }),
  },
  'who-came-back-cannot-be-removed': {
    summary: 'The creator cannot remove a user who joined more than once.',
    violates: ['SMEM-20', 'SMEM-17'],
    spoil: refuseCreator('leave'),
  },
  'who-came-back-cannot-be-banned': {
    summary: 'The creator cannot ban a user who joined more than once.',
    violates: ['BAN-01', 'BAN-03', 'SMEM-19'],
    spoil: refuseCreator('ban'),
  },
  'invited-cannot-join-a-public-room-by-id': {
    summary: 'An invited user cannot join a public room by its id.',
    violates: ['JID-03', 'JID-07'],
    spoil: before(['join'], (context) => {
      const { parts, world, params } = context;
      const room = parts.rooms.find(world, params.roomAliasOrId);
      const isPublic = room !== undefined && parts.view.joinRule(room) === 'public';
      if (isPublic && membershipIn(context, params.roomAliasOrId) === 'invite')
        throw forbidden('By the alias alone.');
    }),
  },
  'second-room-of-a-name-refused': {
    summary: 'createRoom refuses a name that another room of the same creator has.',
    violates: ['MODEL-12', 'CREATE-20'],
    spoil: (right) => {
      const names = new Set<string>();
      return before(['create_room'], ({ parts, request, caller }) => {
        const { name } = parts.validate.object(request.body);
        if (typeof name !== 'string' || name === '') return;
        const own = `${caller.userId} ${name}`;
        if (names.has(own)) throw invalid('That name is used.');
        names.add(own);
      })(right);
    },
  },
  'further-keys-refused-with-leave': {
    summary: 'set_membership refuses a body with further keys where the membership is leave.',
    violates: ['SMEM-22'],
    spoil: before(['set_membership'], ({ parts, request }) => {
      const body = parts.validate.object(request.body);
      if (body['membership'] === 'leave' && Object.keys(body).length > 1)
        throw invalid('Nothing but a membership.');
    }),
  },
  'banned-with-a-reason-not-listed': {
    summary: 'GET members does not list users who were banned with a reason.',
    violates: ['MEMB-04', 'BAN-12'],
    spoil: changeMemberList((events) =>
      events.filter(({ content }) => typeof content['reason'] !== 'string'),
    ),
  },
  'any-member-replaces-an-empty-topic': {
    summary: 'Any member may set the topic where it is the empty string.',
    violates: ['TOPIC-11'],
    spoil: onlyIn(
      ['set_topic'],
      changePermissions(({ setState, read }) => ({
        setState: (context, roomId, type) => {
          const room = context.parts.rooms.find(context.world, roomId);
          const topic = room?.state.get('m.room.topic')?.get('')?.content['topic'];
          return topic === '' ? read(context, roomId) : setState(context, roomId, type);
        },
      })),
    ),
  },
};
