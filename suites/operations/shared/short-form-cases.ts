import type { RequirementId } from '../../../harness/document/ids.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { same } from '../../../harness/judge/compare.ts';
import type { User } from '../../../harness/judge/user.ts';
import { Broken, show } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import type { CaseBody } from '../../../harness/run/case.ts';
import {
  bring,
  hasMembership,
  invite,
  leave,
  membersOf,
  membershipOf,
  privateRoom,
  requireMembership,
} from '../../../harness/world/rooms.ts';
import {
  type Change,
  type ShortFormRequest,
  shortForm,
  shortForms,
} from './membership-requests.ts';
import {
  assertShown,
  assertShownInState,
  stateViewRequirements,
  viewRequirements,
} from './membership-views.ts';

/** What differs between invite, join_room, leave and ban. */
interface ShortForm {
  readonly verb: string;
  readonly effect: RequirementId;
  readonly scope: RequirementId;
  readonly transaction: RequirementId;
  /** As it reads in a title: every member sees … */
  readonly seen: string;
  /** Brings users to where the request is allowed. */
  setUp(owner: User, roomId: string, ...users: readonly User[]): Promise<void>;
  /** A change after which the request would be refused, or would have another effect; null where there is none. */
  readonly later: {
    readonly text: string;
    make(owner: User, roomId: string, user: User): Promise<unknown>;
  } | null;
}

const forms: Readonly<Record<Change, ShortForm>> = {
  invite: {
    verb: 'invites',
    effect: 'INV-03',
    scope: 'INV-07',
    transaction: 'INV-04',
    seen: 'that the user is invited',
    setUp: async () => {},
    later: {
      text: 'the guest joined',
      make: (_owner, roomId, user) => user.need('join_room', { roomId }),
    },
  },
  join: {
    verb: 'joins',
    effect: 'JOIN-03',
    scope: 'JOIN-07',
    transaction: 'JOIN-04',
    seen: 'that the user joined',
    setUp: invite,
    later: { text: 'the user left', make: leave },
  },
  leave: {
    verb: 'leaves',
    effect: 'LEAVE-03',
    scope: 'LEAVE-07',
    transaction: 'LEAVE-04',
    seen: 'that the user left',
    setUp: bring,
    later: { text: 'the user was invited again', make: invite },
  },
  ban: {
    verb: 'bans',
    effect: 'BAN-03',
    scope: 'BAN-08',
    transaction: 'BAN-04',
    seen: 'that the user is banned',
    setUp: bring,
    later: null,
  },
};

/** Whoever is the subject of a PUT is listed as the subject of a POST is, and may do no more and no less. */
async function areAlike(
  must: Must,
  { owner, roomId, posted, put }: Record<'owner' | 'posted' | 'put', User> & { roomId: string },
): Promise<void> {
  const members = await membersOf(owner, roomId);
  must.equal(members.get(put.id), members.get(posted.id), 'membership in the list after a PUT');
  const state = await owner.need('get_state_events', { roomId });
  const inState = ({ id }: User): unknown =>
    state.find(({ type, state_key }) => type === 'm.room.member' && state_key === id)?.['content'];
  const [ofPut, ofPosted] = [put, posted].map((user) => at(inState(user), 'membership'));
  must.equal(ofPut, ofPosted, 'membership in the state after a PUT');
  const sends = async (user: User): Promise<boolean> =>
    isSuccess(await user.call('send_message', { roomId, body: hello }));
  must.equal(await sends(put), await sends(posted), 'whether the user sends after a PUT');
}

const hello = { msgtype: 'm.text', body: 'Hello' };

/** The cases that invite, join_room, leave and ban have in common: what the request does, where, and how often. */
export function shortFormCases(membership: Change): Readonly<Record<string, CaseBody>> {
  const { verb, effect, scope, transaction, seen, setUp, later } = forms[membership];
  const operation = shortForms[membership];
  const isByOwner = membership === 'invite' || membership === 'ban';
  const request = (owner: User, roomId: string, user: User, txnId?: string): ShortFormRequest =>
    shortForm(membership, isByOwner ? owner : user, roomId, user, txnId);

  const absent = membership === 'leave' ? [null] : [];

  return {
    [`members-see-the-${membership}`]: {
      title: `Every member of the room sees ${seen}`,
      requires: [effect, ...viewRequirements],
      async run({ users, must }) {
        const [owner, member, user] = await users('owner', 'member', 'user');
        const roomId = await privateRoom(owner);
        await bring(owner, roomId, member);
        await setUp(owner, roomId, user);

        await request(owner, roomId, user).need();

        const readers = membership === 'join' ? [owner, member, user] : [owner, member];
        await assertShown(must, effect, { roomId, user, membership }, ...readers);
      },
    },
    [`room-state-shows-the-${membership}`]: {
      title: `The state of the room shows the ${membership}, in get_state_events and in initialSync`,
      requires: [effect, ...stateViewRequirements],
      async run({ users, must }) {
        const [owner, member, user] = await users('owner', 'member', 'user');
        const roomId = await privateRoom(owner);
        await bring(owner, roomId, member);
        await setUp(owner, roomId, user);

        await request(owner, roomId, user).need();

        const readers = membership === 'join' ? [owner, user] : [owner, member];
        await assertShownInState(must, effect, { roomId, user, membership }, ...readers);
      },
    },
    [`${membership}-applies-to-that-room-and-user`]: {
      title: `${operation} applies only to the room and to the user of the request`,
      requires: [scope],
      async run({ users, must }) {
        const [owner, alice, bob] = await users('owner', 'alice', 'bob');
        const kitchen = await privateRoom(owner);
        const cellar = await privateRoom(owner);
        await setUp(owner, kitchen, alice, bob);
        await setUp(owner, cellar, alice, bob);
        const elsewhere = async (): Promise<unknown> => [
          await membershipOf(owner, kitchen, bob.id),
          await membershipOf(owner, cellar, alice.id),
        ];
        const before = await elsewhere();
        const areMembers = membership === 'leave' || membership === 'ban';
        if (areMembers) {
          await alice.need('send_message', { roomId: cellar, body: hello });
          await bob.need('send_message', { roomId: kitchen, body: hello });
        }

        await request(owner, kitchen, alice).need();
        await request(owner, cellar, bob).need();
        const what = 'memberships of each user in the room of the other';
        const after = await elsewhere();
        must.violatedIf(!same(after, before), what, show(before), after);
        // A change without an effect shows nothing about its scope.
        await requireMembership(owner, kitchen, alice, membership);
        await requireMembership(owner, cellar, bob, membership);
        must.equal(after, before, what);
        if (areMembers) {
          must.succeed(await alice.call('send_message', { roomId: cellar, body: hello }));
          must.succeed(await bob.call('send_message', { roomId: kitchen, body: hello }));
        }
      },
    },
    [`put-with-txn-id-${verb}`]: {
      title: `PUT /${membership}/{txnId} does what POST /${membership} does, and changes nothing when it is repeated`,
      requires: [transaction],
      async run({ users, must, fresh }) {
        const [owner, posted, put] = await users('owner', 'posted', 'put');
        const roomId = await privateRoom(owner);
        await setUp(owner, roomId, posted, put);
        await request(owner, roomId, posted).need();
        await requireMembership(owner, roomId, posted, membership);
        const withTxnId = request(owner, roomId, put, fresh());

        must.conform(operation, await withTxnId.call());
        const expected = await membershipOf(owner, roomId, posted.id);
        must.equal(await membershipOf(owner, roomId, put.id), expected, 'membership after a PUT');
        await areAlike(must, { owner, roomId, posted, put });

        await must.unchanged(
          owner,
          roomId,
          async () => {
            must.conform(operation, await withTxnId.call());
          },
          operation,
        );
        must.equal(
          await membershipOf(owner, roomId, put.id),
          expected,
          'membership after a replay',
        );
      },
    },
    ...(later === null
      ? {}
      : {
          'late-replay-changes-nothing': {
            title: `PUT /${membership}/{txnId} that is repeated after ${later.text} succeeds and changes nothing`,
            requires: [transaction],
            async run({ users, must, fresh }) {
              const [owner, user] = await users('owner', 'user');
              const roomId = await privateRoom(owner);
              await setUp(owner, roomId, user);
              const withTxnId = request(owner, roomId, user, fresh());
              await withTxnId.need();
              // Looked at now: what comes later may succeed without it.
              if (!(await hasMembership(owner, roomId, user, membership, ...absent)))
                throw new Broken(`${operation} with a txnId had no effect`);
              await later.make(owner, roomId, user);
              const before = await membershipOf(owner, roomId, user.id);

              await must.unchanged(
                owner,
                roomId,
                async () => {
                  must.conform(operation, await withTxnId.call());
                },
                operation,
              );
              const after = await membershipOf(owner, roomId, user.id);
              must.equal(after, before, 'membership after a replay');
            },
          } satisfies CaseBody,
        }),
  };
}
