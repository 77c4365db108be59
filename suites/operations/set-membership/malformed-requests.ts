import type { User } from '../../../harness/judge/user.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { bring, privateRoom } from '../../../harness/world/rooms.ts';
import { change } from '../shared/membership-requests.ts';

/** Departs from the declaration on purpose. */
const wrong = { wrong: true } as const;

const bodiesThatAreNotObjects: readonly string[] = [
  '{"membership":"invite"',
  'membership=invite',
  '["membership","invite"]',
  '[{"membership":"invite"}]',
  '"invite"',
  '5',
  'true',
  'null',
];

const withoutMembership: readonly object[] = [
  {},
  { other: 1 },
  { Membership: 'invite' },
  { content: { membership: 'invite' } },
];

const unknownMemberships: readonly string[] = [
  'nonsense',
  '',
  'JOIN',
  'Invite',
  'joined',
  ' join',
  'invite ',
];

const notStrings: readonly unknown[] = [5, 0, false, true, null, ['join'], { membership: 'join' }];

/** Which requests are refused with 400, each with the same request put right as its control. */
export const malformedRequests = {
  'body-that-is-not-an-object-is-refused': {
    title: 'set_membership is refused when its body is missing or is not a JSON object',
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
      for (const raw of bodiesThatAreNotObjects) {
        await must.refuse(400, owner, 'set_membership', good, { ...wrong, raw, observer: owner });
      }
      must.on('SMEM-15').succeed(await owner.call('set_membership', good));
    },
  },
  'malformed-user-id-is-refused': {
    title: 'set_membership is refused for a text that is not a user id',
    requires: ['SMEM-07', 'SMEM-15'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      const bare = guest.id.slice(1);
      const [localpart = ''] = bare.split(':');
      const body = { membership: 'invite' };

      for (const userId of [localpart, `@${localpart}`, bare, `!${bare}`, `#${bare}`]) {
        const malformed = { roomId, userId, body };
        await must.refuse(400, owner, 'set_membership', malformed, { observer: owner });
      }
      const good = change(roomId, guest, 'invite');
      must.on('SMEM-15').succeed(await owner.call('set_membership', good));
    },
  },
  'body-without-membership-is-refused': refusedBodies({
    title: 'set_membership is refused when its body has no key membership',
    requirement: 'SMEM-09',
    bodies: withoutMembership,
    asked: ({ owner, guest, member }) => [
      [owner, guest],
      [owner, member],
      [member, member],
    ],
  }),
  'unknown-membership-is-refused': refusedBodies({
    title: 'set_membership is refused for a text that is not a membership',
    requirement: 'SMEM-10',
    bodies: unknownMemberships.map((membership) => ({ membership })),
    asked: ({ owner, guest, member }) => [
      [owner, guest],
      [member, member],
    ],
  }),
  'membership-of-another-type-is-refused': refusedBodies({
    title: 'set_membership is refused for a membership that is not a string',
    requirement: 'SMEM-10',
    bodies: notStrings.map((membership) => ({ membership })),
    asked: ({ owner, guest, member }) => [
      [owner, guest],
      [member, member],
    ],
  }),
} satisfies Readonly<Record<string, CaseBody>>;

/** A case that sends wrong bodies, by several actors about several targets. */
function refusedBodies({
  title,
  requirement,
  bodies,
  asked,
}: {
  readonly title: string;
  readonly requirement: 'SMEM-09' | 'SMEM-10';
  readonly bodies: readonly object[];
  /** Who asks, and about whom. */
  readonly asked: (
    users: Readonly<Record<'owner' | 'guest' | 'member', User>>,
  ) => readonly (readonly [actor: User, target: User])[];
}): CaseBody {
  return {
    title,
    requires: [requirement, 'SMEM-15', 'SMEM-17'],
    async run({ users, must }) {
      const [owner, guest, member] = await users('owner', 'guest', 'member');
      const roomId = await privateRoom(owner);
      await bring(owner, roomId, member);

      for (const [actor, target] of asked({ owner, guest, member })) {
        for (const body of bodies) {
          const request = { roomId, userId: target.id, body };
          await must.refuse(400, actor, 'set_membership', request, { ...wrong, observer: owner });
        }
      }
      const invited = await owner.call('set_membership', change(roomId, guest, 'invite'));
      must.on('SMEM-15').succeed(invited);
      const left = await member.call('set_membership', change(roomId, member, 'leave'));
      must.on('SMEM-17').succeed(left);
    },
  };
}
