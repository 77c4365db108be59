import { absentPut } from '../../harness/judge/known.ts';
import type { CallOptions, User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { isSuccess } from '../../harness/world/answers.ts';
import { backwards } from '../../harness/world/pages.ts';
import { bring, invite, privateRoom, unknownRoomLike } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import { nearlyTheRoom } from './nearly-a-room.ts';
import type { Arguments, Nickname } from '../../harness/document/ids.ts';

/** A request to a room. */
interface RoomRequest<N extends Nickname> {
  args(roomId: string, owner: User, guest: User): Arguments[N];
  /** What the room needs for the request to succeed. */
  setup?(owner: User, roomId: string, guest: User): Promise<unknown>;
  /** Who sends the request, if not the owner. */
  readonly by?: 'guest';
  readonly options?: CallOptions;
  /** Whether it reads; then it is also sent to a text that is not an id of a room. */
  readonly isRead?: true;
  /** Whether it can be asked for by a PUT with a txnId too. */
  readonly byPut?: true;
}

/** A request to a room that does not exist is refused; to one that exists it succeeds. */
const inUnknownRoom = <N extends Nickname>(operation: N, request: RoomRequest<N>): CaseBody => ({
  title: `${operation} is refused in a room that does not exist`,
  requires: ['CONV-11'],
  async run({ users, must, profile, fresh, reading }) {
    const [owner, guest] = await users('owner', 'guest');
    const roomId = await privateRoom(owner);
    await request.setup?.(owner, roomId, guest);
    const sender = request.by === 'guest' ? guest : owner;

    const args = request.args(unknownRoomLike(roomId, fresh()), owner, guest);
    const reply = await sender.call(operation, args, request.options);
    const isPut =
      request.byPut === true && absentPut(profile, owner.known, operation) === undefined;
    const put = isPut ? await sender.call(operation, { ...args, txnId: fresh() }) : reply;

    const known = await sender.call(operation, request.args(roomId, owner, guest), request.options);
    if (!isSuccess(known)) throw new Broken(`${operation} fails in a room that exists`);
    if (request.isRead === true) {
      // A text that is not an id names no room either.
      const nowhere = request.args(roomId.slice(1), owner, guest);
      must.status(await sender.call(operation, nowhere, request.options), [400, 403, 404]);
    }
    must.status(reply, [403, 404]);
    must.status(put, [403, 404]);
    reading('unknown-room-status', String(reply.status));
  },
});

const text = { msgtype: 'm.text', body: 'Hello' };
const feedback = { target_event_id: '$none', type: 'read' };

/** Every operation that names a room, on a room that does not exist (CONV-11). */
export const unknownRooms: Readonly<Record<string, CaseBody>> = {
  'nearly-the-id-of-a-room-names-none': nearlyTheRoom,
  'unknown-room-takes-no-event': inUnknownRoom('send_non_state_event', {
    args: (roomId) => ({ roomId, eventType: 'com.example.x', body: {} }),
    byPut: true,
  }),
  'unknown-room-takes-no-state': inUnknownRoom('send_state_event', {
    args: (roomId) => ({ roomId, eventType: 'com.example.x', stateKey: 'k', body: {} }),
  }),
  'unknown-room-takes-no-message': inUnknownRoom('send_message', {
    args: (roomId) => ({ roomId, body: text }),
    byPut: true,
  }),
  'unknown-room-takes-no-topic': inUnknownRoom('set_topic', {
    args: (roomId) => ({ roomId, body: { topic: 'Tea' } }),
  }),
  'unknown-room-has-no-topic': inUnknownRoom('get_topic', {
    isRead: true,
    args: (roomId) => ({ roomId }),
    setup: (owner, roomId) => owner.need('set_topic', { roomId, body: { topic: 'Tea' } }),
  }),
  'unknown-room-takes-no-feedback': inUnknownRoom('send_feedback', {
    args: (roomId) => ({ roomId, body: feedback }),
    byPut: true,
  }),
  'unknown-room-invites-nobody': inUnknownRoom('invite', {
    args: (roomId, _, guest) => ({ roomId, body: { user_id: guest.id } }),
    byPut: true,
  }),
  'unknown-room-is-not-joined': inUnknownRoom('join_room', {
    args: (roomId) => ({ roomId }),
    setup: invite,
    by: 'guest',
    byPut: true,
  }),
  'unknown-room-is-not-left': inUnknownRoom('leave', {
    args: (roomId) => ({ roomId }),
    setup: bring,
    by: 'guest',
    byPut: true,
  }),
  'unknown-room-bans-nobody': inUnknownRoom('ban', {
    args: (roomId, _, guest) => ({ roomId, body: { user_id: guest.id } }),
    setup: bring,
    byPut: true,
  }),
  'unknown-room-takes-no-membership': inUnknownRoom('set_membership', {
    args: (roomId, _, guest) => ({ roomId, userId: guest.id, body: { membership: 'invite' } }),
  }),
  'unknown-room-has-no-member': inUnknownRoom('get_membership', {
    isRead: true,
    args: (roomId, owner) => ({ roomId, userId: owner.id }),
  }),
  'unknown-room-has-no-messages': inUnknownRoom('get_messages', {
    isRead: true,
    args: (roomId) => ({ roomId, limit: 5 }),
    options: backwards,
  }),
  'unknown-room-has-no-members': inUnknownRoom('get_members', {
    isRead: true,
    args: (roomId) => ({ roomId }),
  }),
  'unknown-room-has-no-state': inUnknownRoom('get_state_events', {
    isRead: true,
    args: (roomId) => ({ roomId }),
  }),
  'unknown-room-has-no-sync-data': inUnknownRoom('get_room_sync_data', {
    isRead: true,
    args: (roomId) => ({ roomId }),
  }),
};
