import type { User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { isSuccess } from '../../../harness/world/answers.ts';
import { bring, invite, membershipOf, privateRoom } from '../../../harness/world/rooms.ts';
import { type CaseBody, suite } from '../../../harness/run/case.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { shown, shownInState, shownRows, stateRows } from '../shared/membership-views.ts';
import { readings } from './readings.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';
import { change, isSeen, requireSeen } from './scenes.ts';
import { tokenCases } from '../shared/tokens.ts';

/** Each user has the membership, as at least one of the two views shows it. */
async function areNow(
  must: Must,
  reader: User,
  roomId: string,
  expected: readonly (readonly [User, string | null])[],
): Promise<void> {
  for (const [user, membership] of expected) {
    const seen = await isSeen(reader, roomId, user, membership);
    const what = `membership of ${user.name} as ${reader.name} sees it`;
    must.that(seen, what, membership ?? 'none', 'another, by get_membership and get_members');
  }
}

/** One of the values that a membership may be set to, by somebody who may. */
interface Acceptance {
  readonly requirement: RequirementId;
  readonly membership: 'invite' | 'join' | 'leave' | 'ban';
  readonly title: string;
  /** Puts the guest where the change is due. */
  arrange(owner: User, roomId: string, guest: User): Promise<unknown>;
  /** What the guest is then. */
  readonly arranged: 'invite' | 'join' | null;
  readonly actor: 'owner' | 'guest';
}

const acceptances: Readonly<Record<string, Acceptance>> = {
  'creator-invites': {
    requirement: 'SMEM-15',
    membership: 'invite',
    title: 'The creator invites a user',
    arrange: async () => {},
    arranged: null,
    actor: 'owner',
  },
  'invited-user-joins': {
    requirement: 'SMEM-16',
    membership: 'join',
    title: 'An invited user joins',
    arrange: invite,
    arranged: 'invite',
    actor: 'guest',
  },
  'member-leaves': {
    requirement: 'SMEM-17',
    membership: 'leave',
    title: 'A member leaves',
    arrange: bring,
    arranged: 'join',
    actor: 'guest',
  },
  'creator-bans': {
    requirement: 'SMEM-19',
    membership: 'ban',
    title: 'The creator bans a member',
    arrange: bring,
    arranged: 'join',
    actor: 'owner',
  },
};

const accepted = Object.fromEntries(
  Object.entries(acceptances).flatMap(([name, acceptance]): [string, CaseBody][] => {
    const { requirement, membership, title, arrange, arranged, actor } = acceptance;
    // The enum forgets ban (DEF-01): a request for it is not what the declaration asks.
    const options = membership === 'ban' ? { wrong: true as const } : {};
    return [
      [
        name,
        {
          title: `${title} by setting the membership, and another member sees it`,
          requires: [requirement, 'SMEM-02', 'SMEM-03', ...shownRows],
          async run({ users, must }) {
            const [owner, guest, watcher] = await users('owner', 'guest', 'watcher');
            const roomId = await privateRoom(owner);
            await bring(owner, roomId, watcher);
            await arrange(owner, roomId, guest);
            if (arranged !== null) await requireSeen(owner, roomId, guest, arranged);

            const who = actor === 'owner' ? owner : guest;
            const reply = await who.call(
              'set_membership',
              change(roomId, guest, membership),
              options,
            );
            must.succeed(reply);
            must.on('SMEM-02').conform('set_membership', reply);
            const effect = { roomId, user: guest, membership };
            await shown(must, 'SMEM-03', effect, watcher, owner);
          },
        },
      ],
      [
        `${name}-in-state`,
        {
          title: `${title} by setting the membership, and the state of the room says so`,
          requires: ['SMEM-03', ...stateRows],
          async run({ users, must }) {
            const [owner, guest] = await users('owner', 'guest');
            const roomId = await privateRoom(owner);
            await arrange(owner, roomId, guest);

            const who = actor === 'owner' ? owner : guest;
            await who.need('set_membership', change(roomId, guest, membership), options);
            const effect = { roomId, user: guest, membership };
            await shownInState(must, 'SMEM-03', effect, owner);
          },
        },
      ],
    ];
  }),
);

export const setMembership = suite('set_membership', {
  'is-offered': {
    title: 'PUT on the member of a room is an operation of the server',
    requires: ['SMEM-01'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);

      // One value that is taken proves that the path is served; each has a case of its own.
      const invited = await owner.call('set_membership', change(roomId, guest, 'invite'));
      if (isSuccess(invited)) return must.succeed(invited);
      await invite(owner, roomId, guest);
      must.succeed(await guest.call('set_membership', change(roomId, guest, 'join')));
    },
  },
  ...accepted,
  'takes-any-json-text': {
    title:
      'set_membership reads its body as JSON, whatever white space and escapes it is written with',
    requires: ['SMEM-05'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);

      const raw = '\r\n{\t"memb\\u0065rship" :\n"\\u0069nvite" }\n';
      must.succeed(await owner.call('set_membership', change(roomId, guest, 'invite'), { raw }));
    },
  },
  'changes-the-user-named': {
    title: 'set_membership changes the user of the path and nobody else',
    requires: ['SMEM-07', 'SMEM-15', 'SMEM-03'],
    async run({ users, must }) {
      const [owner, guest, other] = await users('owner', 'guest', 'other');
      const roomId = await privateRoom(owner);
      await invite(owner, roomId, other);
      await requireSeen(owner, roomId, other, 'invite');

      const reply = await owner.call('set_membership', change(roomId, guest, 'invite'));
      must.on('SMEM-15').succeed(reply);
      await areNow(must, owner, roomId, [
        [owner, 'join'],
        [other, 'invite'],
      ]);
      await areNow(must.on('SMEM-03'), owner, roomId, [[guest, 'invite']]);
      const joined = await other.call('set_membership', change(roomId, other, 'join'));
      must.on('SMEM-03').succeed(joined);
      await areNow(must, owner, roomId, [
        [owner, 'join'],
        [guest, 'invite'],
      ]);
      await areNow(must.on('SMEM-03'), owner, roomId, [[other, 'join']]);
    },
  },
  'changes-the-room-named': {
    title: 'set_membership changes the room of the path and no other',
    requires: ['SMEM-08', 'SMEM-03'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      const set = async (actor: User, roomId: string, membership: string): Promise<void> => {
        const other = roomId === kitchen ? cellar : kitchen;
        const before = await membershipOf(owner, other, guest.id);
        const reply = await actor.call('set_membership', change(roomId, guest, membership));
        must.on('SMEM-03').succeed(reply);
        await areNow(must, owner, other, [[guest, before]]);
        await areNow(must.on('SMEM-03'), owner, roomId, [[guest, membership]]);
      };

      await set(owner, kitchen, 'invite');
      await set(owner, cellar, 'invite');
      await set(guest, cellar, 'join');
      await set(guest, kitchen, 'join');
      await set(guest, kitchen, 'leave');
    },
  },
  'bans-from-the-room-named': {
    title: 'A ban by set_membership holds in the room of the path and no other',
    requires: ['SMEM-08', 'SMEM-19'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const kitchen = await privateRoom(owner);
      const cellar = await privateRoom(owner);
      await bring(owner, kitchen, guest);
      await bring(owner, cellar, guest);
      await requireSeen(owner, cellar, guest, 'join');

      const banned = change(kitchen, guest, 'ban');
      must.on('SMEM-19').succeed(await owner.call('set_membership', banned, { wrong: true }));
      await areNow(must, owner, cellar, [[guest, 'join']]);
      await areNow(must.on('SMEM-19'), owner, kitchen, [[guest, 'ban']]);
    },
  },
  'keeps-further-keys': {
    title: 'set_membership keeps the further keys of its body, for whoever reads the membership',
    requires: ['SMEM-22'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      const more = { x: 1, 'org.example.note': { words: ['grüß', null] } };

      const body = { membership: 'invite', ...more };
      await owner.need('set_membership', { roomId, userId: guest.id, body });
      await requireSeen(owner, roomId, guest, 'invite');
      const read = await owner.call('get_membership', { roomId, userId: guest.id });
      must.include(read.json, more, 'the membership read');
    },
  },
  ...refusals,
  ...routes,
  ...readings,
  ...tokenCases('set_membership', async (owner, other) => ({
    args: change(await privateRoom(owner), other, 'invite'),
  })),
});
