import { bring, invite, leave, privateRoom } from '../../../harness/world/rooms.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { change, requireSeen } from './scenes.ts';

/** Not what the declaration asks, on purpose. */
const wrong = { wrong: true } as const;

/** Bodies that are no JSON object. */
const noObjects: readonly string[] = [
  '{"membership":"invite"',
  'membership=invite',
  '["membership","invite"]',
  '[{"membership":"invite"}]',
  '"invite"',
  '5',
  'true',
  'null',
];

const withoutKey: readonly object[] = [
  {},
  { other: 1 },
  { Membership: 'invite' },
  { content: { membership: 'invite' } },
];

const noMemberships: readonly string[] = [
  'nonsense',
  '',
  'JOIN',
  'Invite',
  'joined',
  ' join',
  'invite ',
];

const noStrings: readonly unknown[] = [5, 0, false, true, null, ['join'], { membership: 'join' }];

/** The errors that set_membership documents, each with its twin; set-membership-table.ts has every prior state. */
export const refusals: Readonly<Record<string, CaseBody>> = {
  'body-that-is-no-object-is-refused': {
    title: 'set_membership is refused when its body is missing or no JSON object',
    requires: ['SMEM-06', 'SMEM-15'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      const good = change(roomId, guest, 'invite');

      await must.refuse(400, owner, 'set_membership', good, {
        ...wrong,
        bodyless: true,
        observer: owner,
      });
      for (const raw of noObjects) {
        await must.refuse(400, owner, 'set_membership', good, { ...wrong, raw, observer: owner });
      }
      must.on('SMEM-15').succeed(await owner.call('set_membership', good));
    },
  },
  'malformed-user-id-is-refused': {
    title: 'set_membership is refused for a text that is no user id',
    requires: ['SMEM-07', 'SMEM-15'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      const bare = guest.id.slice(1);
      const [localpart = ''] = bare.split(':');
      const body = { membership: 'invite' };

      for (const userId of [localpart, bare, `!${bare}`, `#${bare}`]) {
        const spoilt = { roomId, userId, body };
        await must.refuse(400, owner, 'set_membership', spoilt, { observer: owner });
      }
      must
        .on('SMEM-15')
        .succeed(await owner.call('set_membership', { roomId, userId: guest.id, body }));
    },
  },
  'body-without-membership-is-refused': {
    title: 'set_membership is refused when its body has no key membership',
    requires: ['SMEM-09', 'SMEM-15', 'SMEM-17'],
    async run({ users, must }) {
      const [owner, guest, member] = await users('owner', 'guest', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      for (const [actor, target] of [
        [owner, guest],
        [owner, member],
        [member, member],
      ] as const) {
        for (const body of withoutKey) {
          const spoilt = { roomId, userId: target.id, body };
          await must.refuse(400, actor, 'set_membership', spoilt, { ...wrong, observer: owner });
        }
      }
      must
        .on('SMEM-15')
        .succeed(await owner.call('set_membership', change(roomId, guest, 'invite')));
      must
        .on('SMEM-17')
        .succeed(await member.call('set_membership', change(roomId, member, 'leave')));
    },
  },
  'unknown-membership-is-refused': {
    title: 'set_membership is refused for a text that is no membership',
    requires: ['SMEM-10', 'SMEM-15', 'SMEM-17'],
    async run({ users, must }) {
      const [owner, guest, member] = await users('owner', 'guest', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      for (const [actor, target] of [
        [owner, guest],
        [member, member],
      ] as const) {
        for (const value of noMemberships) {
          const spoilt = change(roomId, target, value);
          await must.refuse(400, actor, 'set_membership', spoilt, { ...wrong, observer: owner });
        }
      }
      must
        .on('SMEM-15')
        .succeed(await owner.call('set_membership', change(roomId, guest, 'invite')));
      must
        .on('SMEM-17')
        .succeed(await member.call('set_membership', change(roomId, member, 'leave')));
    },
  },
  'membership-of-another-type-is-refused': {
    title: 'set_membership is refused for a membership that is no string',
    requires: ['SMEM-10', 'SMEM-15', 'SMEM-17'],
    async run({ users, must }) {
      const [owner, guest, member] = await users('owner', 'guest', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      for (const [actor, target] of [
        [owner, guest],
        [member, member],
      ] as const) {
        for (const value of noStrings) {
          const spoilt = change(roomId, target, value);
          await must.refuse(400, actor, 'set_membership', spoilt, { ...wrong, observer: owner });
        }
      }
      must
        .on('SMEM-15')
        .succeed(await owner.call('set_membership', change(roomId, guest, 'invite')));
      must
        .on('SMEM-17')
        .succeed(await member.call('set_membership', change(roomId, member, 'leave')));
    },
  },
  'outsider-cannot-invite': {
    title: 'A user who is not in the room cannot invite anyone into it',
    requires: ['SMEM-11', 'SMEM-15'],
    async run({ users, must }) {
      const [owner, outsider, guest] = await users('owner', 'outsider', 'guest');
      const roomId = await privateRoom(owner);

      const invited = change(roomId, guest, 'invite');
      await must.refuse(403, outsider, 'set_membership', invited, { observer: owner });
      must.on('SMEM-15').succeed(await owner.call('set_membership', invited));
    },
  },
  'member-of-another-room-cannot-invite': {
    title: 'A user who is in another room of the creator cannot invite anyone into this one',
    requires: ['SMEM-11', 'SMEM-15'],
    async run({ users, must }) {
      const [owner, neighbour, guest] = await users('owner', 'neighbour', 'guest');
      const elsewhere = await privateRoom(owner);
      const roomId = await privateRoom(owner);
      await bring(owner, elsewhere, neighbour);

      const invited = change(roomId, guest, 'invite');
      await must.refuse(403, neighbour, 'set_membership', invited, { observer: owner });
      must.on('SMEM-15').succeed(await owner.call('set_membership', invited));
    },
  },
  'member-cannot-be-invited': {
    title: 'A user who is in the room already cannot be invited into it',
    requires: ['SMEM-12', 'SMEM-03'],
    async run({ users, must }) {
      const [owner, member] = await users('owner', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);
      await requireSeen(owner, roomId, member, 'join');

      const invited = change(roomId, member, 'invite');
      await must.refuse(403, owner, 'set_membership', invited, { observer: owner });
      await leave(member, roomId);
      await requireSeen(owner, roomId, member, 'leave');
      must.on('SMEM-03').succeed(await owner.call('set_membership', invited));
    },
  },
  'creator-cannot-be-invited': {
    title: 'The creator, who is in the room, cannot be invited, neither by itself nor by a member',
    requires: ['SMEM-12', 'SMEM-15'],
    async run({ users, must }) {
      const [owner, member, guest] = await users('owner', 'member', 'guest');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      const invited = change(roomId, owner, 'invite');
      await must.refuse(403, owner, 'set_membership', invited, { observer: member });
      await must.refuse(403, member, 'set_membership', invited, { observer: member });
      must
        .on('SMEM-15')
        .succeed(await owner.call('set_membership', change(roomId, guest, 'invite')));
    },
  },
  'nobody-joins-for-another': {
    title: 'An invited user joins by itself and is not joined by the creator',
    requires: ['SMEM-13', 'SMEM-16'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);
      await requireSeen(owner, roomId, guest, 'invite');

      const joined = change(roomId, guest, 'join');
      await must.refuse(403, owner, 'set_membership', joined, { observer: owner });
      must.on('SMEM-16').succeed(await guest.call('set_membership', joined));
    },
  },
  'uninvited-user-cannot-join': {
    title: 'A private room is closed to a user while only others are invited into it',
    requires: ['SMEM-14', 'SMEM-16'],
    async run({ users, must }) {
      const [owner, stranger, guest] = await users('owner', 'stranger', 'guest');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, guest);

      const joined = change(roomId, stranger, 'join');
      await must.refuse(403, stranger, 'set_membership', joined, { observer: owner });
      await invite(owner, roomId, stranger);
      await requireSeen(owner, roomId, stranger, 'invite');
      must.on('SMEM-16').succeed(await stranger.call('set_membership', joined));
    },
  },
  'invite-elsewhere-opens-nothing': {
    title: 'An invite into one private room does not open another one of the same creator',
    requires: ['SMEM-14', 'SMEM-16'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const elsewhere = await privateRoom(owner);
      const roomId = await privateRoom(owner);
      await invite(owner, elsewhere, guest);

      const joined = change(roomId, guest, 'join');
      await must.refuse(403, guest, 'set_membership', joined, { observer: owner });
      await invite(owner, roomId, guest);
      await requireSeen(owner, roomId, guest, 'invite');
      must.on('SMEM-16').succeed(await guest.call('set_membership', joined));
    },
  },
  'creator-is-not-kicked': {
    title: 'The creator is not made to leave by a member; the creator makes that member leave',
    requires: ['SMEM-20'],
    async run({ users, must }) {
      const [owner, member, other] = await users('owner', 'member', 'other');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member, other);

      const kicked = change(roomId, owner, 'leave');
      await must.refuse(403, member, 'set_membership', kicked, { observer: other });
      must.succeed(await owner.call('set_membership', change(roomId, member, 'leave')));
    },
  },
  'only-power-kicks': {
    title: 'A member is made to leave by the creator, not by a stranger or another member',
    requires: ['SMEM-20'],
    async run({ users, must }) {
      const [owner, target, member, stranger] = await users(
        'owner',
        'target',
        'member',
        'stranger',
      );
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, target, member);

      const kicked = change(roomId, target, 'leave');
      await must.refuse(403, member, 'set_membership', kicked, { observer: owner });
      await must.refuse(403, stranger, 'set_membership', kicked, { observer: owner });
      must.succeed(await owner.call('set_membership', kicked));
    },
  },
};
