import type { User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at } from '../../../harness/world/answers.ts';
import { newest } from '../../../harness/world/pages.ts';
import { membersOf, membershipOf } from '../../../harness/world/rooms.ts';
import type { AnyEvent, MessageEvent, RequirementId } from '../../../harness/document/ids.ts';

/** The membership that somebody must have now; null for none at all. */
export interface Standing {
  readonly roomId: string;
  readonly user: User;
  readonly membership: string | null;
}

/** What a case claims beside its effect when it calls `shown`. */
export const shownRows: readonly RequirementId[] = ['GMEM-03', 'MEMB-04', 'MSGS-16'];

/** What a case claims beside its effect when it calls `shownInState`. */
export const stateRows: readonly RequirementId[] = [
  'GST-04',
  'GST-05',
  'SYNC-07',
  'SYNC-09',
  'SYNC-10',
];

/**
 * Every reader sees the effect by get_membership, by get_members and once in get_messages (semantics, section
 * 10). Where one view alone does not show it that view is blamed, else the act, which is `requirement`'s.
 */
export async function shown(
  must: Must,
  requirement: RequirementId,
  standing: Standing,
  ...readers: readonly User[]
): Promise<void> {
  const { roomId, user, membership } = standing;
  for (const reader of readers) {
    const seen = await membershipOf(reader, roomId, user.id);
    const listed = await listedOf(reader, standing);
    const what = `membership of ${user.name} as ${reader.name} sees it`;
    const alone = seen !== membership && listed === membership;
    must.on('GMEM-03').that(!alone, `${what} by get_membership`, String(membership), seen);
    must.on(requirement).equal(seen, membership, what);
    must.on('MEMB-04').equal(listed, membership, `${what} in get_members`);

    const events = distinct(await newest(reader, roomId));
    requireSound(events, roomId);
    const changes = events.filter(isMemberEvent);
    must.on('MSGS-16').that(changes.length > 0, 'membership events in messages', 'some', 'none');
    const named = changes.some((e) => typeof e['state_key'] === 'string');
    const count = changes.filter((e) => tellsOf(e, standing)).length;
    const told = `events in messages that tell ${reader.name} of it`;
    must.on(requirement).that(named ? count === 1 : count > 0, told, '1', count);
  }
}

/** Every reader sees the effect in get_state_events and in the state of get_room_sync_data. */
export async function shownInState(
  must: Must,
  requirement: RequirementId,
  standing: Standing,
  ...readers: readonly User[]
): Promise<void> {
  const { roomId, user, membership } = standing;
  await stands(must, requirement, readers[0] ?? user, standing);
  for (const reader of readers) {
    const owed = [{ content: { membership } }];
    const state = recordsOf(await reader.need('get_state_events', { roomId }), user);
    if (state === null) {
      must.notApplicable(
        'GST-04',
        'the events in its state do not say whom they are about, or what',
      );
      must.notApplicable(
        'GST-05',
        'the events in its state do not say whom they are about, or what',
      );
    } else {
      if (state.length === 0) await requireListed(reader, standing);
      const { length } = state;
      must.on('GST-05').that(length < 2, `records of ${user.name} in the state`, '1', length);
      must.on('GST-04').include(state, owed, `record of ${user.name} in the state`);
    }

    const limited = { undeclared: { limit: '20' } };
    const sync = await reader.need('get_room_sync_data', { roomId }, limited);
    must.on('SYNC-07').that(sync.state !== undefined, 'state in initialSync', 'there', 'missing');
    const records = recordsOf(sync.state ?? [], user);
    if (records === null)
      must.notApplicable('SYNC-10', 'its state events do not say whom they are about');
    else must.on('SYNC-10').include(records, owed, `record of ${user.name} in initialSync's state`);

    const told = (await newest(reader, roomId)).some((e) => tellsOf(e, standing));
    const recent = sync.messages?.chunk.some((e) => tellsOf(e, standing)) === true;
    must.on('SYNC-09').that(recent || !told, 'newest events in initialSync', 'there', 'missing');
  }
}

/**
 * A membership is what it must be, by get_membership.
 * @throws Broken when get_members says so and get_membership does not: that is no matter of this act
 */
export async function stands(
  must: Must,
  requirement: RequirementId,
  reader: User,
  standing: Standing,
): Promise<void> {
  const { roomId, user, membership } = standing;
  const seen = await membershipOf(reader, roomId, user.id);
  if (seen !== membership && (await listedOf(reader, standing)) === membership) {
    throw new Broken(`get_membership and get_members do not agree about ${user.name}`);
  }
  must
    .on(requirement)
    .equal(seen, membership, `membership of ${user.name} as ${reader.name} sees it`);
}

/** @throws Broken when no event that a list holds names the user: then it is not state that lacks one */
async function requireListed(reader: User, standing: Standing): Promise<void> {
  if ((await listedOf(reader, standing)) === null) throw new Broken('the user is not in any list');
}

const listedOf = async (reader: User, { roomId, user }: Standing): Promise<string | null> =>
  (await membersOf(reader, roomId)).get(user.id) ?? null;

/** A user's entries in a list of state; null where entries name neither user nor content (MODEL-39). */
function recordsOf(state: readonly AnyEvent[], user: User): readonly AnyEvent[] | null {
  const members = state.filter(isMemberEvent);
  const readable = members.filter(
    (e) => typeof e['state_key'] === 'string' && e['content'] !== undefined,
  );
  if (members.length > 0 && readable.length === 0) return null;
  return readable.filter((e) => e['state_key'] === user.id);
}

/** Whether an event brings the membership; one that names nobody may (MODEL-39). */
const tellsOf = (event: MessageEvent, { user, membership }: Standing): boolean =>
  isMemberEvent(event) &&
  event.content['membership'] === membership &&
  (event['state_key'] === undefined || event['state_key'] === user.id);

const isMemberEvent = (event: AnyEvent): boolean => event.type === 'm.room.member';

/** @throws Broken when messages hold what has no type or is of other rooms, which is judged elsewhere */
function requireSound(events: readonly AnyEvent[], roomId: string): void {
  const creations = events.filter((e) => e.type === 'm.room.create').length;
  const sound = events.every((e) => at(e, 'type') !== undefined && e.room_id === roomId);
  if (!sound || creations > 1) throw new Broken('messages do not hold the events of the room');
}

/** A page may repeat an event at its seam. */
const distinct = (events: readonly MessageEvent[]): readonly MessageEvent[] => [
  ...new Map(
    events.map((e) => [
      [e.event_id, e.type, e['state_key'], e.content['membership']].map(String).join(' '),
      e,
    ]),
  ).values(),
];
