import type { RequirementId } from '../../../harness/document/ids.ts';
import type { User } from '../../../harness/judge/user.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import { bring, invite, privateRoom, requireMembership } from '../../../harness/world/rooms.ts';
import { change, optionsFor, setMembership } from '../shared/membership-requests.ts';
import {
  assertShown,
  assertShownInState,
  viewRequirements,
  stateViewRequirements,
} from '../shared/membership-views.ts';

/** A membership that a user with the right to do so can set. */
interface Acceptance {
  readonly requirement: RequirementId;
  readonly membership: 'invite' | 'join' | 'leave' | 'ban';
  readonly title: string;
  /** Brings the guest to where the change is allowed. */
  setUp(owner: User, roomId: string, guest: User): Promise<unknown>;
  readonly actor: 'owner' | 'guest';
}

const acceptances: Readonly<Record<string, Acceptance>> = {
  'creator-invites': {
    requirement: 'SMEM-15',
    membership: 'invite',
    title: 'The creator can invite a user',
    setUp: async () => {},
    actor: 'owner',
  },
  'invited-user-joins': {
    requirement: 'SMEM-16',
    membership: 'join',
    title: 'An invited user can join',
    setUp: invite,
    actor: 'guest',
  },
  'member-leaves': {
    requirement: 'SMEM-17',
    membership: 'leave',
    title: 'A member can leave',
    setUp: bring,
    actor: 'guest',
  },
  'creator-bans': {
    requirement: 'SMEM-19',
    membership: 'ban',
    title: 'The creator can ban a member',
    setUp: bring,
    actor: 'owner',
  },
};

const accepted = Object.fromEntries(
  Object.entries(acceptances).flatMap(([name, acceptance]): [string, CaseBody][] => {
    const { requirement, membership, title, setUp, actor } = acceptance;
    return [
      [
        name,
        {
          title: `${title} by set_membership, and another member sees it`,
          requires: [requirement, 'SMEM-02', 'SMEM-03', ...viewRequirements],
          async run({ users, must }) {
            const [owner, guest, watcher] = await users('owner', 'guest', 'watcher');
            const roomId = await privateRoom(owner);
            await bring(owner, roomId, watcher);
            await setUp(owner, roomId, guest);

            const who = actor === 'owner' ? owner : guest;
            const reply = await setMembership(who, roomId, guest, membership);
            if (!isSuccess(reply)) must.succeed(reply);
            must.on('SMEM-02').conform('set_membership', reply);
            const effect = { roomId, user: guest, membership };
            await assertShown(must, 'SMEM-03', effect, watcher, owner);
            // A success without an effect does not show that the change is allowed.
            must.succeed(reply);
          },
        },
      ],
      [
        `${name}-in-state`,
        {
          title: `${title} by set_membership, and the state of the room shows it`,
          requires: ['SMEM-03', ...stateViewRequirements],
          async run({ users, must }) {
            const [owner, guest] = await users('owner', 'guest');
            const roomId = await privateRoom(owner);
            await setUp(owner, roomId, guest);

            const who = actor === 'owner' ? owner : guest;
            const args = change(roomId, guest, membership);
            await who.need('set_membership', args, optionsFor(membership));
            const effect = { roomId, user: guest, membership };
            await assertShownInState(must, 'SMEM-03', effect, owner);
          },
        },
      ],
    ];
  }),
);

/** A change of membership succeeds and takes effect, whatever JSON text asks for it. */
export const success = {
  'is-offered': {
    title: 'A server offers the operation PUT /rooms/{roomId}/state/m.room.member/{userId}',
    requires: ['SMEM-01'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);

      // One value that is accepted proves that the path is served; each value has a case of its own.
      const invited = await owner.call('set_membership', change(roomId, guest, 'invite'));
      if (isSuccess(invited)) return must.succeed(invited);
      await invite(owner, roomId, guest);
      must.succeed(await guest.call('set_membership', change(roomId, guest, 'join')));
    },
  },
  ...accepted,
  'takes-any-json-text': {
    title: 'set_membership reads its body as JSON, with any white space and any escapes',
    requires: ['SMEM-05'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);

      const raw = '\r\n{\t"memb\\u0065rship" :\n"\\u0069nvite" }\n';
      const invited = await owner.call('set_membership', change(roomId, guest, 'invite'), { raw });
      // What is refused in any text, and not for its media type, is refused for another reason.
      if (!isSuccess(invited) && invited.status !== 415)
        await owner.need('set_membership', change(roomId, guest, 'invite'));
      must.succeed(invited);
      await requireMembership(owner, roomId, guest, 'invite');
    },
  },
  'keeps-further-keys': {
    title:
      'set_membership keeps the other keys of its body, and a reader of the membership gets them',
    requires: ['SMEM-22'],
    async run({ users, must }) {
      const [owner, guest] = await users('owner', 'guest');
      const roomId = await privateRoom(owner);
      const changes = [
        [owner, 'invite'],
        [guest, 'join'],
        [owner, 'leave'],
        [owner, 'invite'],
        [owner, 'ban'],
      ] as const;

      for (const [n, [actor, membership]] of changes.entries()) {
        const more = { x: n, 'org.example.note': { words: ['grüß', null] } };
        const args = { roomId, userId: guest.id };
        const body = { membership, ...more };
        const options = optionsFor(membership);
        const reply = await actor.call('set_membership', { ...args, body }, options);
        // Who may not do it without further keys either is refused for another reason.
        if (!isSuccess(reply)) {
          await actor.need('set_membership', { ...args, body: { membership } }, options);
          must.succeed(reply);
        }
        await requireMembership(owner, roomId, guest, membership);
        const read = await owner.need('get_membership', { roomId, userId: guest.id });
        // The keys of another membership are reported with it, against GMEM-03.
        const shown = at(read, 'membership');
        if (typeof shown === 'string' && shown !== membership)
          throw new Broken('another membership is read');
        must.include(read, more, `the membership ${membership} that was read`);
      }
    },
  },
} satisfies Readonly<Record<string, CaseBody>>;
