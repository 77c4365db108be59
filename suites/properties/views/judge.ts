import type { Must } from '../../../harness/judge/must.ts';
import { at } from '../../../harness/world/answers.ts';
import {
  currentState,
  difference,
  duplicateSlots,
  reusedIds,
  type ShownEvent,
  slotOf,
} from '../../../harness/model/index.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import type { ShownEvents, Snapshot } from '../shared/snapshot.ts';
import type { Name } from './steps.ts';

/** What one slot of a room's state must say. */
export interface Fact {
  readonly word: string;
  readonly type: string;
  readonly key: string;
  /** The key of the content that is looked at. */
  readonly field: string;
  /** Null where the slot was never written. */
  readonly expected: string | null;
}

/** A room as the target said that it changed. */
export interface ExpectedRoom {
  readonly name: string;
  readonly facts: readonly Fact[];
  /** Ids of the events that were sent, the oldest first. */
  readonly sent: readonly string[];
  /** Whether nothing was done since the last event was sent. */
  readonly sentLast: boolean;
}

/** What one user sees. */
export interface Seen {
  readonly reader: Name;
  readonly snapshot: Snapshot;
}

/** What one view says of a fact, and the requirement that is violated where it says something else. */
interface Statement {
  readonly view: string;
  readonly requirement: RequirementId;
  readonly says: string | null;
}

/** All views must agree with each other, for everybody who looks. */
export function judge(must: Must, room: ExpectedRoom, seen: readonly Seen[]): void {
  for (const fact of room.facts) judgeFact(must, room, fact, seen);
  for (const { reader, snapshot } of seen) judgeLists(must, room, reader, snapshot);
  const [one, other] = seen;
  if (one === undefined || other === undefined) return;
  const lists = [
    ['GST-04', 'get_state_events', (snapshot: Snapshot) => snapshot.state],
    ['MSGS-03', 'get_messages', (snapshot: Snapshot) => snapshot.messages],
  ] as const;
  for (const [requirement, view, listOf] of lists) {
    const [mine, theirs] = [listOf(one.snapshot), listOf(other.snapshot)];
    if (mine === null || theirs === null) continue;
    const differ = difference(idsOf(mine), idsOf(theirs)).length;
    const readers = `${one.reader} or ${other.reader}`;
    const what = `events that ${view} of ${room.name} shows to only one of ${readers}`;
    must.on(requirement).that(differ === 0, what, 'none', `${differ}`);
  }
}

const idsOf = (list: readonly ShownEvent[]): readonly (string | null)[] => list.map(({ id }) => id);

function judgeFact(must: Must, room: ExpectedRoom, fact: Fact, seen: readonly Seen[]): void {
  const { expected, word } = fact;
  const all = seen.flatMap(({ reader, snapshot }) =>
    statementsOn(fact, snapshot).map((statement) => ({ ...statement, reader })),
  );
  // Where every view shows something else they agree, and the request that had no effect is judged elsewhere.
  if (!all.some(({ says }) => says === expected)) return;
  for (const { reader, view, requirement, says } of all) {
    const what = `${word} in ${room.name} by ${view}, as ${reader} sees it`;
    must.on(requirement).that(says === expected, what, expected ?? 'nothing', says ?? 'nothing');
  }
}

function statementsOn(fact: Fact, snapshot: Snapshot): readonly Statement[] {
  const { type, key, field, expected } = fact;
  const slot = slotOf(type, key);
  const statements: Statement[] = [];
  const add = (view: string, requirement: RequirementId, says: unknown): void => {
    statements.push({ view, requirement, says: typeof says === 'string' ? says : null });
  };
  const addList = (view: string, requirement: RequirementId, oldestFirst: ShownEvents): void => {
    if (oldestFirst === null) return;
    add(view, requirement, at(currentState(oldestFirst).get(slot)?.content, field));
  };
  if (type === 'm.room.member') {
    const ofRecord = expected === 'leave' ? 'GMEM-08' : 'GMEM-03';
    const requirement = expected === null ? 'GMEM-07' : ofRecord;
    if (snapshot.member?.has(key) === true)
      add('get_membership', requirement, snapshot.member.get(key));
    addList('get_members', 'MEMB-04', snapshot.members);
  }
  if (type === 'm.room.topic' && snapshot.topic !== null)
    add('get_topic', 'GTOPIC-03', snapshot.topic.value);
  const content = snapshot.content?.get(slot);
  if (content !== undefined) add('GET of one piece of state', 'STATE-03', at(content, field));
  addList('get_state_events', 'GST-04', snapshot.state);
  addList('the state of initialSync', 'SYNC-10', snapshot.syncState);
  addList('get_messages', 'MSGS-16', snapshot.messages?.toReversed() ?? null);
  return statements;
}

function judgeLists(must: Must, room: ExpectedRoom, reader: Name, snapshot: Snapshot): void {
  const { members, state, syncState, messages, syncMessages } = snapshot;
  const requireNone = (requirement: RequirementId, what: string, found: readonly unknown[]): void =>
    must.on(requirement).that(found.length === 0, what, 'none', found);
  const asSeen = `of ${room.name}, as ${reader} sees it`;
  if (state !== null) {
    const twice = duplicateSlots(state);
    requireNone('GST-05', `slots listed twice by get_state_events ${asSeen}`, twice);
    const sent = state.filter(({ id }) => id !== null && room.sent.includes(id));
    const types = sent.map(({ type }) => type);
    requireNone('GST-05', `events without state that get_state_events lists ${asSeen}`, types);
  }
  if (members !== null) {
    const twice = duplicateSlots(members).length;
    const what = `users listed twice by get_members ${asSeen}`;
    must.on('MEMB-11').that(twice === 0, what, 'none', `${twice}`);
  }
  if (state !== null && syncState !== null) {
    const differ = difference(idsOf(state), idsOf(syncState)).length;
    const what = `events that only one of get_state_events and initialSync has ${asSeen}`;
    must.on('SYNC-10').that(differ === 0, what, 'none', `${differ}`);
  }
  if (messages !== null) {
    const missing = room.sent.filter((id) => !idsOf(messages).includes(id)).length;
    const what = `sent events missing from get_messages ${asSeen}`;
    must.on('MSGS-03').that(missing === 0, what, 'none', `${missing}`);
  }
  const newest = room.sent.at(-1);
  if (syncMessages !== null && syncMessages.length > 0 && room.sentLast && newest !== undefined) {
    const isThere = idsOf(syncMessages).includes(newest);
    const what = `the newest event in the messages of initialSync ${asSeen}`;
    must.on('SYNC-09').that(isThere, what, 'there', 'not there');
  }
  const lists = [state, syncState, messages, syncMessages].flatMap((list) => list ?? []);
  const reused = reusedIds(lists).length;
  must
    .on('MODEL-22')
    .that(reused === 0, `event ids of ${room.name} used twice`, 'none', `${reused}`);
}
