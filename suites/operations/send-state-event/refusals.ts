import type { UndeclaredRequest, User } from '../../../harness/judge/user.ts';
import {
  bring,
  invite,
  privateRoom,
  openRoomWith,
  statePath,
} from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { wrongBodyCases } from '../shared/bodies.ts';
import { refusedRequestCases } from '../shared/permissions.ts';
import { tokenCases } from '../shared/tokens.ts';

const piece = { eventType: 'com.example.conf', stateKey: 'k', body: { v: 1 } };

/** A request that no operation declares, and the declared one that sets the same state. */
interface Lookalike {
  readonly request: UndeclaredRequest;
  readonly declared: () => Promise<unknown>;
}

/** A request that looks like send_state_event is refused and sets nothing; the declared request succeeds. */
const lookalike = (
  title: string,
  requirement: RequirementId,
  make: (owner: User, roomId: string, guest: User, txnId: string) => Lookalike,
): CaseBody => ({
  title,
  requires: [requirement],
  async run({ users, must, fresh }) {
    const [owner, guest] = await users('owner', 'guest');
    const roomId = await privateRoom(owner);
    const { request, declared } = make(owner, roomId, guest, fresh());

    await must.unchanged(
      owner,
      roomId,
      async () => {
        must.status(await owner.send(request), 'refused');
      },
      'send_state_event',
    );
    await declared();
  },
});

const { eventType, stateKey, body } = piece;

/** Requests that set no state, and users who may not set any. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  'post-sets-no-state': lookalike(
    'POST on the path of a piece of state is refused',
    'STATE-15',
    (owner, roomId) => ({
      request: { method: 'POST', path: statePath(roomId, eventType, stateKey), body },
      declared: () => owner.need('send_state_event', { roomId, ...piece }),
    }),
  ),
  'post-without-key-sets-no-state': lookalike(
    'POST on the path of a piece of state without a key is refused',
    'STATE-15',
    (owner, roomId) => ({
      request: { method: 'POST', path: statePath(roomId, eventType), body },
      declared: () => owner.need('send_state_event', { roomId, eventType, body }),
    }),
  ),
  'post-sets-no-topic': lookalike(
    'POST on the path of the topic is refused',
    'STATE-15',
    (owner, roomId) => {
      const topic = { topic: 'Coffee' };
      return {
        request: { method: 'POST', path: statePath(roomId, 'm.room.topic'), body: topic },
        declared: () => owner.need('set_topic', { roomId, body: topic }),
      };
    },
  ),
  'post-sets-no-membership': lookalike(
    'POST on the path of a membership is refused',
    'STATE-15',
    (owner, roomId, guest) => {
      const invitation = { membership: 'invite' };
      const path = statePath(roomId, 'm.room.member', guest.id);
      return {
        request: { method: 'POST', path, body: invitation },
        declared: () =>
          owner.need('set_membership', { roomId, userId: guest.id, body: invitation }),
      };
    },
  ),
  'no-segment-follows-the-key': lookalike(
    'PUT with a txnId after the state key is refused: state events take no txnId',
    'STATE-16',
    (owner, roomId, _, txnId) => ({
      request: {
        method: 'PUT',
        path: `${statePath(roomId, eventType, stateKey)}/${txnId}`,
        body,
      },
      declared: () => owner.need('send_state_event', { roomId, ...piece }),
    }),
  ),
  'no-segment-follows-the-member': lookalike(
    'PUT with a txnId after the user id of a membership is refused: state events take no txnId',
    'STATE-16',
    (owner, roomId, guest, txnId) => {
      const invitation = { membership: 'invite' };
      const path = `${statePath(roomId, 'm.room.member', guest.id)}/${txnId}`;
      return {
        request: { method: 'PUT', path, body: invitation },
        declared: () =>
          owner.need('set_membership', { roomId, userId: guest.id, body: invitation }),
      };
    },
  ),
  'member-adds-no-state': {
    title: 'A member with the default power level cannot add state, not even under its own id',
    requires: ['STATE-17'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);

      const args = { roomId, ...piece };
      await must.refuse(403, member, 'send_state_event', args, { observer: owner });
      const own = { ...args, stateKey: member.id };
      await must.refuse(403, member, 'send_state_event', own, { observer: owner });
      await owner.need('send_state_event', args);
    },
  },
  ...wrongBodyCases('send_state_event', 'STATE-11', async (owner) => ({
    roomId: await privateRoom(owner),
    ...piece,
  })),
  'member-without-power-cannot-open-a-private-room': {
    title: 'A member with the default power level cannot change how users come into a private room',
    requires: ['STATE-17', 'SMEM-14'],
    async run({ users, must }) {
      const [owner, member, stranger] = await users('owner', 'member', 'stranger');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      const opening = { roomId, eventType: 'm.room.join_rules', body: { join_rule: 'public' } };

      await must.refuse(403, member, 'send_state_event', opening, { observer: owner });
      const join = { roomId, userId: stranger.id, body: { membership: 'join' } } as const;
      await must.on('SMEM-14').refuse(403, stranger, 'set_membership', join, { observer: owner });
      await owner.need('send_state_event', { roomId, ...piece });
      await invite(owner, roomId, stranger);
      await stranger.need('set_membership', join);
    },
  },
  ...refusedRequestCases(
    'send_state_event',
    { id: 'set-state', text: 'change a piece of its state', requirement: 'STATE-17' },
    [
      'stranger',
      'stranger-to-public-room',
      'invited-user',
      'user-who-left',
      'kicked-user',
      'banned-user',
      'member-without-power',
    ],
    async (owner, roomId) => {
      await owner.need('send_state_event', { roomId, ...piece });
      return { roomId, ...piece, body: { v: 2 } };
    },
  ),
  ...tokenCases('send_state_event', async (owner) => ({
    args: { roomId: await privateRoom(owner), ...piece },
  })),
};
