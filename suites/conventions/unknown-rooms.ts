import type { User } from '../../harness/judge/user.ts';
import { Broken } from '../../harness/judge/verdict.ts';
import { isSuccess } from '../../harness/world/answers.ts';
import { bring, invite, privateRoom, unknownRoomLike } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';
import type { Arguments, Nickname } from '../../harness/document/ids.ts';

/** How an operation is asked of a room. */
interface Ask<N extends Nickname> {
  args(roomId: string, owner: User, guest: User): Arguments[N];
  /** What a room needs for the act to succeed; by the guest where it says so, else by the owner. */
  scene?(owner: User, roomId: string, guest: User): Promise<unknown>;
  readonly by?: 'guest';
}

/** An operation on a room that does not exist is refused; on one that does it succeeds. */
const nowhere = <N extends Nickname>(operation: N, ask: Ask<N>): CaseBody => ({
  title: `${operation} on a room that does not exist is refused`,
  requires: ['CONV-11'],
  async run({ users, must, fresh, reading }) {
    const [owner, guest] = await users('owner', 'guest');
    const roomId = await privateRoom(owner);
    await ask.scene?.(owner, roomId, guest);
    const actor = ask.by === 'guest' ? guest : owner;

    const reply = await actor.call(
      operation,
      ask.args(unknownRoomLike(roomId, fresh()), owner, guest),
    );

    const known = await actor.call(operation, ask.args(roomId, owner, guest));
    if (!isSuccess(known)) throw new Broken(`${operation} fails in a room that exists`);
    must.status(reply, [403, 404]);
    reading('unknown-room-status', String(reply.status));
  },
});

const text = { msgtype: 'm.text', body: 'Hello' };
const feedback = { target_event_id: '$none', type: 'read' };

/** Every operation that names a room, on a room that does not exist (CONV-11). */
export const unknownRooms: Readonly<Record<string, CaseBody>> = {
  'unknown-room-takes-no-event': nowhere('send_non_state_event', {
    args: (roomId) => ({ roomId, eventType: 'com.example.x', body: {} }),
  }),
  'unknown-room-takes-no-state': nowhere('send_state_event', {
    args: (roomId) => ({ roomId, eventType: 'com.example.x', stateKey: 'k', body: {} }),
  }),
  'unknown-room-takes-no-message': nowhere('send_message', {
    args: (roomId) => ({ roomId, body: text }),
  }),
  'unknown-room-takes-no-topic': nowhere('set_topic', {
    args: (roomId) => ({ roomId, body: { topic: 'Tea' } }),
  }),
  'unknown-room-has-no-topic': nowhere('get_topic', {
    args: (roomId) => ({ roomId }),
    scene: (owner, roomId) => owner.need('set_topic', { roomId, body: { topic: 'Tea' } }),
  }),
  'unknown-room-takes-no-feedback': nowhere('send_feedback', {
    args: (roomId) => ({ roomId, body: feedback }),
  }),
  'unknown-room-invites-nobody': nowhere('invite', {
    args: (roomId, _, guest) => ({ roomId, body: { user_id: guest.id } }),
  }),
  'unknown-room-is-not-joined': nowhere('join_room', {
    args: (roomId) => ({ roomId }),
    scene: invite,
    by: 'guest',
  }),
  'unknown-room-is-not-left': nowhere('leave', {
    args: (roomId) => ({ roomId }),
    scene: bring,
    by: 'guest',
  }),
  'unknown-room-bans-nobody': nowhere('ban', {
    args: (roomId, _, guest) => ({ roomId, body: { user_id: guest.id } }),
    scene: bring,
  }),
  'unknown-room-takes-no-membership': nowhere('set_membership', {
    args: (roomId, _, guest) => ({ roomId, userId: guest.id, body: { membership: 'invite' } }),
  }),
  'unknown-room-has-no-member': nowhere('get_membership', {
    args: (roomId, owner) => ({ roomId, userId: owner.id }),
  }),
  'unknown-room-has-no-messages': nowhere('get_messages', {
    args: (roomId) => ({ roomId, limit: 5 }),
  }),
  'unknown-room-has-no-members': nowhere('get_members', { args: (roomId) => ({ roomId }) }),
  'unknown-room-has-no-state': nowhere('get_state_events', { args: (roomId) => ({ roomId }) }),
  'unknown-room-has-no-sync-data': nowhere('get_room_sync_data', {
    args: (roomId) => ({ roomId }),
  }),
};
