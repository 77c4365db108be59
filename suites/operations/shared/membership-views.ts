import { wordOf } from '../../../harness/document/json.ts';
import type { User } from '../../../harness/judge/user.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at } from '../../../harness/world/answers.ts';
import { newest } from '../../../harness/world/pages.ts';
import { membersOf, membershipOf } from '../../../harness/world/rooms.ts';
import type { AnyEvent, MessageEvent, RequirementId } from '../../../harness/document/ids.ts';

/** The membership that a user must have now; null stands for none. */
export interface ExpectedMembership {
  readonly roomId: string;
  readonly user: User;
  readonly membership: string | null;
}

/** The requirements that a case must claim when it calls `assertShown`, beside the requirement of the effect. */
export const viewRequirements: readonly RequirementId[] = ['GMEM-03', 'MEMB-04', 'MSGS-16'];

/** The requirements that a case must claim when it calls `assertShownInState`, beside that of the effect. */
export const stateViewRequirements: readonly RequirementId[] = [
  'GST-04',
  'GST-05',
  'SYNC-07',
  'SYNC-09',
  'SYNC-10',
];

/**
 * Every reader sees the effect in get_membership, in get_members and once in get_messages (semantics, section 10).
 * Where one view alone does not show it, the failure is attributed to that view, and otherwise to `requirement`.
 */
export async function assertShown(
  must: Must,
  requirement: RequirementId,
  expected: ExpectedMembership,
  ...readers: readonly User[]
): Promise<void> {
  const { roomId, user, membership } = expected;
  for (const reader of readers) {
    const seen = await membershipOf(reader, roomId, user.id);
    const listed = await listedMembershipOf(reader, expected);
    const what = `membership of ${user.name} as ${reader.name} sees it`;
    const alone = seen !== membership && listed === membership;
    must.on('GMEM-03').violatedIf(alone, `${what} by get_membership`, String(membership), seen);
    must.on(requirement).equal(seen, membership, what);
    must.on('GMEM-03').equal(seen, membership, `${what} by get_membership`);
    must.on('MEMB-04').equal(listed, membership, `${what} in get_members`);

    const events = distinct(await newest(reader, roomId));
    requireRoomEvents(events, roomId);
    const changes = events.filter(isMemberEvent);
    must.on('MSGS-16').that(changes.length > 0, 'membership events in messages', 'some', 'none');
    const named = changes.some((e) => typeof e['state_key'] === 'string');
    const count = changes.filter((e) => shows(e, expected)).length;
    const where = `events in messages that show it to ${reader.name}`;
    must.on(requirement).that(named ? count === 1 : count > 0, where, '1', count);
  }
}

/** Every reader sees the effect in get_state_events and in the state of get_room_sync_data. */
export async function assertShownInState(
  must: Must,
  requirement: RequirementId,
  expected: ExpectedMembership,
  ...readers: readonly User[]
): Promise<void> {
  const { roomId, user, membership } = expected;
  await assertMembership(must, requirement, readers[0] ?? user, expected);
  for (const reader of readers) {
    const record = [{ content: { membership } }];
    const state = memberEventsOf(await reader.need('get_state_events', { roomId }), user);
    if (state === null) {
      must.notApplicable('GST-04', 'the events in its state lack a state_key or a content');
      must.notApplicable('GST-05', 'the events in its state lack a state_key or a content');
    } else {
      if (state.length === 0) await requireListed(reader, expected);
      const { length } = state;
      must.on('GST-05').violatedIf(length > 1, `records of ${user.name} in the state`, '1', length);
      must.on('GST-04').include(state, record, `record of ${user.name} in the state`);
      must.on('GST-05').equal(length, 1, `records of ${user.name} in the state`);
    }

    const limited = { undeclared: { limit: '20' } };
    const sync = await reader.need('get_room_sync_data', { roomId }, limited);
    must.on('SYNC-07').that(sync.state !== undefined, 'state in initialSync', 'present', 'missing');
    const records = memberEventsOf(sync.state ?? [], user);
    if (records === null)
      must.notApplicable('SYNC-10', 'the events in its state lack a state_key or a content');
    else
      must.on('SYNC-10').include(records, record, `record of ${user.name} in initialSync's state`);

    const isInMessages = (await newest(reader, roomId)).some((e) => shows(e, expected));
    const isInSync = sync.messages?.chunk.some((e) => shows(e, expected)) === true;
    if (isInMessages)
      must.on('SYNC-09').that(isInSync, 'newest events in initialSync', 'present', 'missing');
    else must.notApplicable('SYNC-09', 'get_messages does not show the change, see MSGS-16');
  }
}

/**
 * get_membership shows the expected membership.
 * @throws Broken when get_members shows it and get_membership does not: then the view is wrong, not the effect
 */
export async function assertMembership(
  must: Must,
  requirement: RequirementId,
  reader: User,
  expected: ExpectedMembership,
): Promise<void> {
  const { roomId, user, membership } = expected;
  const seen = await membershipOf(reader, roomId, user.id);
  if (seen !== membership && (await listedMembershipOf(reader, expected)) === membership) {
    throw new Broken(`get_membership and get_members do not agree about ${user.name}`);
  }
  must
    .on(requirement)
    .equal(seen, membership, `membership of ${user.name} as ${reader.name} sees it`);
}

/** @throws Broken when get_members does not list the user either: then the state is not the view that is wrong */
async function requireListed(reader: User, expected: ExpectedMembership): Promise<void> {
  if ((await listedMembershipOf(reader, expected)) === null)
    throw new Broken(`neither the state nor get_members lists ${expected.user.name}`);
}

const listedMembershipOf = async (
  reader: User,
  { roomId, user }: ExpectedMembership,
): Promise<string | null> => (await membersOf(reader, roomId)).get(user.id) ?? null;

/** A user's member events in a list of state; null where no member event has a state_key and a content (MODEL-39). */
function memberEventsOf(state: readonly AnyEvent[], user: User): readonly AnyEvent[] | null {
  const members = state.filter(isMemberEvent);
  const readable = members.filter(
    (e) => typeof e['state_key'] === 'string' && e['content'] !== undefined,
  );
  if (members.length > 0 && readable.length === 0) return null;
  return readable.filter((e) => e['state_key'] === user.id);
}

/** Whether an event shows the membership; an event without a state_key may be about any user (MODEL-39). */
const shows = (event: MessageEvent, { user, membership }: ExpectedMembership): boolean =>
  isMemberEvent(event) &&
  event.content['membership'] === membership &&
  (event['state_key'] === undefined || event['state_key'] === user.id);

const isMemberEvent = (event: AnyEvent): boolean => event.type === 'm.room.member';

/** @throws Broken when messages hold an event without a type or of another room, which other cases judge */
function requireRoomEvents(events: readonly AnyEvent[], roomId: string): void {
  const creations = events.filter((e) => e.type === 'm.room.create').length;
  const sound = events.every((e) => at(e, 'type') !== undefined && e.room_id === roomId);
  if (!sound || creations > 1)
    throw new Broken('get_messages does not answer with the events of the room');
}

/** The events without repetitions: a page may begin with the last event of the page before. */
const distinct = (events: readonly MessageEvent[]): readonly MessageEvent[] => [
  ...new Map(
    events.map((e) => [
      [e.event_id, e.type, e['state_key'], e.content['membership']].map(wordOf).join(' '),
      e,
    ]),
  ).values(),
];
