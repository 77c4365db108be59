import { privateRoom, statePath } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';

const type = 'com.example.conf';

/** The cases of send_state_event about requests that look like it and are none; the twin sets the same by the operation. */
export const requestCases: Readonly<Record<string, CaseBody>> = {
  'post-sets-no-state': {
    title: 'POST on the path of a piece of state does nothing',
    requires: ['STATE-15'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const request = { path: statePath(roomId, type, 'k'), body: { v: 1 } };
      await must.unchanged(owner, roomId, async () =>
        must.status(await owner.send({ method: 'POST', ...request }), 'refused'),
      );
      await owner.need('send_state_event', {
        roomId,
        eventType: type,
        stateKey: 'k',
        body: request.body,
      });
    },
  },
  'post-without-key-sets-no-state': {
    title: 'POST on the path of a piece of state without a key does nothing',
    requires: ['STATE-15'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const request = { path: statePath(roomId, type), body: { v: 1 } };
      await must.unchanged(owner, roomId, async () =>
        must.status(await owner.send({ method: 'POST', ...request }), 'refused'),
      );
      await owner.need('send_state_event', { roomId, eventType: type, body: request.body });
    },
  },
  'post-sets-no-topic': {
    title: 'POST on the path of the topic does nothing',
    requires: ['STATE-15'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const request = { path: statePath(roomId, 'm.room.topic'), body: { topic: 'Coffee' } };
      await must.unchanged(owner, roomId, async () =>
        must.status(await owner.send({ method: 'POST', ...request }), 'refused'),
      );
      await owner.need('set_topic', { roomId, body: request.body });
    },
  },
  'post-sets-no-membership': {
    title: 'POST on the path of a membership does nothing',
    requires: ['STATE-15'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);

      const path = statePath(roomId, 'm.room.member', guest.id);
      const request = { path, body: { membership: 'invite' } };
      await must.unchanged(owner, roomId, async () =>
        must.status(await owner.send({ method: 'POST', ...request }), 'refused'),
      );
      await owner.need('set_membership', { roomId, userId: guest.id, body: request.body });
    },
  },
  'no-segment-follows-the-key': {
    title: 'PUT with a segment behind the state key does nothing: state takes no txnId',
    requires: ['STATE-16'],
    async run({ users, must, fresh }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const path = statePath(roomId, type, 'k');
      const request = { method: 'PUT', body: { v: 1 } };
      await must.unchanged(owner, roomId, async () =>
        must.status(await owner.send({ ...request, path: `${path}/${fresh()}` }), 'refused'),
      );
      await owner.need('send_state_event', {
        roomId,
        eventType: type,
        stateKey: 'k',
        body: { v: 1 },
      });
    },
  },
};
