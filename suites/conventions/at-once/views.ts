import { wordOf } from '../../../harness/document/json.ts';
import type { AnyEvent, RequirementId } from '../../../harness/document/ids.ts';
import type { Must } from '../../../harness/judge/must.ts';
import type { User } from '../../../harness/judge/user.ts';
import { someOf } from '../../../harness/world/answers.ts';
import { membersOf, membershipOf } from '../../../harness/world/rooms.ts';

/** The texts that occur more than once. */
const repeated = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.filter((text, i) => texts.indexOf(text) !== i)),
];

const slotOf = ({ type, state_key: key }: AnyEvent): string => `${type} ${wordOf(key)}`;

/** What a case must claim that calls `requireOneRecordEach`. */
export const oneRecordEach: readonly RequirementId[] = ['MEMB-11', 'GST-05'];

/** GET members lists every user once, and GET state every slot. */
export async function requireOneRecordEach(
  must: Must,
  reader: User,
  roomId: string,
): Promise<void> {
  const { chunk } = await reader.need('get_members', { roomId });
  const users = someOf(chunk, 'member').map(({ state_key: key }) => wordOf(key));
  must.on('MEMB-11').equal(repeated(users), [], 'users who are listed more than once');
  const state = await reader.need('get_state_events', { roomId });
  const slots = someOf(state, 'state event').map(slotOf);
  must.on('GST-05').equal(repeated(slots), [], 'slots that the state lists more than once');
}

/** The requirement of the view that shows one membership: a user who left is still found (GMEM-08). */
export const viewOf = (membership: string): RequirementId =>
  membership === 'leave' ? 'GMEM-08' : 'GMEM-03';

/**
 * A user has a membership. Where one of the two views alone does not show it, that view is wrong and not the change.
 * The case claims MEMB-04 and what `viewOf` says beside `requirement`.
 */
export async function requireRecord(
  must: Must,
  requirement: RequirementId,
  reader: User,
  roomId: string,
  user: User,
  membership: string,
): Promise<void> {
  const seen = await membershipOf(reader, roomId, user.id);
  const listed = (await membersOf(reader, roomId)).get(user.id) ?? null;
  const what = `membership of ${user.name}`;
  const either = seen === membership || listed === membership;
  must.on(requirement).that(either, what, membership, [seen, listed]);
  must.on(viewOf(membership)).equal(seen, membership, `${what} by get_membership`);
  must.on('MEMB-04').equal(listed, membership, `${what} in get_members`);
}
