import { encodePart } from '../../harness/document/routes.ts';
import type { Must } from '../../harness/judge/must.ts';
import type { Reply, User } from '../../harness/judge/user.ts';
import { privateRoom, openRoomWith } from '../../harness/world/rooms.ts';
import type { CaseBody } from '../../harness/run/case.ts';

/** The statuses of an unknown path or method. */
const unknown = [400, 404, 405];

/** A request that no operation declares; `{room}` is the path of the room, `{user}` a user id. */
type Undeclared = readonly [method: string, path: string, body?: unknown];

/** The users and the room of the requests. */
interface Setup {
  readonly owner: User;
  /** Who sends the requests, if not the owner. */
  readonly sender?: User;
  /** The user whose id stands in the paths, if not the owner's. */
  readonly user?: User;
  readonly roomId: string;
}

/** Each request is refused, and nothing in the room changes. @returns the replies */
const refuseAll = (
  must: Must,
  { owner, sender = owner, user = owner, roomId }: Setup,
  requests: readonly Undeclared[],
): Promise<readonly Reply[]> =>
  must.unchanged(owner, roomId, async () => {
    const replies: Reply[] = [];
    for (const [method, template, body = {}] of requests) {
      const path = template
        .replace('{room}', `/rooms/${encodePart(roomId)}`)
        .replace('{user}', encodePart(user.id));
      const reply = await sender.send({ method, path, ...(method === 'GET' ? {} : { body }) });
      must.status(reply, unknown);
      replies.push(reply);
    }
    return replies;
  });

const text = { msgtype: 'm.text', body: 'Hello' };

/** Paths and methods that the declaration does not have (CONV-15). */
export const unknownEndpoints: Readonly<Record<string, CaseBody>> = {
  'unknown-path-is-refused': {
    title: 'Unknown paths, and unknown methods of known paths, are answered 400, 404 or 405',
    requires: ['CONV-15'],
    async run({ users, must, reading }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner);

      const [path, , , , method] = await refuseAll(must, { owner, roomId }, [
        ['GET', '/nothing-here'],
        ['POST', '{room}/nothing-here'],
        ['PUT', '{room}/messages/nothing-here'],
        ['POST', '/join'],
        ['DELETE', '/createRoom'],
        ['GET', '/createRoom'],
        ['PATCH', '/createRoom'],
        ['PATCH', '{room}/state/m.room.topic', { topic: 'Wine' }],
        ['GET', '{room}/members/nothing-here'],
        ['GET', '{room}/messages/nothing-here'],
      ]);

      const statuses = `path ${path?.status ?? '?'}, method ${method?.status ?? '?'}`;
      reading('unknown-path-status', statuses);
    },
  },
  'read-only-paths-refuse-writes': {
    title: 'Paths that can only be read refuse POST, PUT and DELETE',
    requires: ['CONV-15'],
    async run({ users, must }) {
      const [owner] = await users('owner');
      const roomId = await privateRoom(owner, { topic: 'Tea' });

      await refuseAll(must, { owner, roomId }, [
        ['POST', '{room}/messages', text],
        ['PUT', '{room}/messages', text],
        ['POST', '{room}/members'],
        ['PUT', '{room}/members'],
        ['POST', '{room}/initialSync'],
        ['PUT', '{room}/initialSync'],
        ['POST', '{room}/state'],
        ['DELETE', '{room}/messages'],
        ['DELETE', '{room}/members'],
        ['DELETE', '{room}/initialSync'],
        ['DELETE', '{room}/state'],
        ['DELETE', '{room}/state/m.room.topic'],
        ['DELETE', '{room}/state/m.room.member/{user}'],
      ]);
    },
  },
  'action-paths-refuse-get': {
    title: 'Paths of actions refuse GET',
    requires: ['CONV-15'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await openRoomWith(owner, member);

      await refuseAll(must, { owner, sender: member, roomId }, [
        ['GET', '{room}/leave'],
        ['GET', '{room}/join'],
        ['GET', '{room}/invite'],
        ['GET', '{room}/ban'],
        ['GET', '{room}/send/m.room.message'],
      ]);
    },
  },
  'put-needs-a-txn-id': {
    title: 'Sending, joining, leaving, inviting and banning refuse a PUT without a txnId',
    requires: ['CONV-15'],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await openRoomWith(owner, member);

      await refuseAll(must, { owner, roomId }, [
        ['PUT', '{room}/invite', { user_id: guest.id }],
        ['PUT', '{room}/ban', { user_id: member.id }],
        ['PUT', '{room}/send/m.room.message', text],
      ]);
      await refuseAll(must, { owner, sender: member, roomId }, [
        ['PUT', '{room}/join'],
        ['PUT', '{room}/leave'],
      ]);
    },
  },
  'post-takes-no-txn-id': {
    title: 'A POST with a txnId is refused and changes nothing',
    requires: ['CONV-15'],
    async run({ users, must, fresh }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await openRoomWith(owner, member);

      await refuseAll(must, { owner, roomId }, [
        ['POST', `{room}/send/m.room.message/${fresh()}`, text],
        ['POST', `{room}/send/com.example.x/${fresh()}`],
        ['POST', `{room}/invite/${fresh()}`, { user_id: guest.id }],
        ['POST', `{room}/ban/${fresh()}`, { user_id: member.id }],
        ['POST', `/createRoom/${fresh()}`, { visibility: 'private' }],
      ]);
      await refuseAll(must, { owner, sender: member, roomId }, [
        ['POST', `{room}/leave/${fresh()}`],
      ]);
    },
  },
};
