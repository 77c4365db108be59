import type { Must } from '../../../harness/judge/must.ts';
import { isJoined, membershipIn, recordOf } from '../../../harness/model/index.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { type Name, names, type Users } from '../shared/membership-requests.ts';
import type { Known } from '../shared/probe.ts';
import {
  membershipsIn,
  type ShownEvents,
  type ShownMembership,
  shownMembership,
  type Snapshot,
  takeSnapshot,
  type MembershipView,
} from '../shared/snapshot.ts';
import { memberViewOf, type Room, wordOf } from './room.ts';

/** Requires that all views of a room show what the model has, and so agree with each other. */
export async function requireAgreement(
  { users, trusted }: Known,
  must: Must,
  room: Room,
): Promise<void> {
  const inside = names.filter((name) => isJoined(room.model, name));
  // Not the creator if possible, who has checked nearly every step.
  const reader = inside.findLast((name) => name !== room.creator) ?? room.creator;
  const lists = new Set([...trusted].filter((view) => view !== 'member'));
  const listed = await takeSnapshot(users[reader], room.id, lists, { users: [] });
  // Who is listed rightly is not asked for alone, but for one who was not checked since the last request about it.
  const unchecked = names.find((name) => room.unchecked.has(name));
  const doubtful = names.filter(
    (name) =>
      name === unchecked ||
      shownMembership(listed, 'members', users[name].id) !==
        recordOf(membershipIn(room.model, name)),
  );
  const subjects = { users: doubtful.map((name) => users[name].id) };
  const alone = new Set([...trusted].filter((view) => view === 'member'));
  const { member } = await takeSnapshot(users[reader], room.id, alone, subjects);
  const snapshot = { ...listed, member };
  for (const name of names.filter((one) => !room.uncertain.has(one)))
    judgeUser(users, must, room, { name, reader }, snapshot);
  judgeMessages(users, must, room, snapshot.messages);
}

function judgeUser(
  users: Users,
  must: Must,
  { model, name: roomName, unchecked, sideEffect }: Room,
  { name, reader }: { readonly name: Name; readonly reader: Name },
  snapshot: Snapshot,
): void {
  const expected = recordOf(membershipIn(model, name));
  const { id } = users[name];
  const require = (requirement: RequirementId, view: string, shown: ShownMembership): void => {
    if (shown === undefined) return;
    const what = `membership of ${name} in ${roomName} by ${view}, as ${reader} sees it`;
    must.on(requirement).that(shown === expected, what, wordOf(expected), wordOf(shown));
  };
  const shown = (view: MembershipView): ShownMembership => shownMembership(snapshot, view, id);
  const requireOnce = (requirement: RequirementId, view: 'members' | 'state'): void => {
    const { length } = membershipsIn(snapshot[view], id);
    const what = `entries of ${name} in ${view === 'members' ? 'get_members' : 'state'}`;
    must.on(requirement).that(length <= 1, what, 'at most 1', `${length}`);
  };
  if (shown('member') !== undefined && shown('member') === shown('members')) {
    // Both views agree. If they are wrong, the last unchecked request changed something, or one about somebody else.
    const cause = unchecked.get(name) ?? sideEffect(name);
    require(cause, 'get_membership and get_members', shown('member'));
  }
  require(memberViewOf(expected), 'get_membership', shown('member'));
  require('MEMB-04', 'get_members', shown('members'));
  requireOnce('MEMB-11', 'members');
  require('GST-04', 'get_state_events', shown('state'));
  requireOnce('GST-05', 'state');
  if (shown('state') !== undefined)
    require('SYNC-10', 'the state of initialSync', shown('syncState'));
}

/** Requires that messages show every change, in the order in which they happened; other events may stand between. */
function judgeMessages(
  users: Users,
  must: Must,
  { changes, name }: Room,
  newestFirst: ShownEvents,
): void {
  if (newestFirst === null) return;
  const left = newestFirst.toReversed();
  for (const [user, record] of changes) {
    const at = left.findIndex(
      ({ type, key, content }) =>
        type === 'm.room.member' && key === users[user].id && content['membership'] === record,
    );
    const what = `${user} becoming ${record} in the messages of ${name}, in its place`;
    must.on('MSGS-16').that(at >= 0, what, 'an event', 'none');
    left.splice(0, at + 1);
  }
}
