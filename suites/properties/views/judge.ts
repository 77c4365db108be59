import type { Must } from '../../../harness/judge/must.ts';
import {
  difference,
  duplicateSlots,
  reusedIds,
  type ShownEvent,
  slotOf,
} from '../../../harness/model/index.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import type { Snapshot } from '../shared/snapshot.ts';
import { type Fact, judgeFact, type Seen } from './facts.ts';
import { judgeSentEvents, type SentRoom } from './sent-events.ts';
import type { Name } from './steps.ts';

/** A room as the target said that it changed. */
export interface ExpectedRoom extends SentRoom {
  readonly facts: readonly Fact[];
  /** Whether nothing was done since the last event was sent. */
  readonly sentLast: boolean;
}

/** All views must agree with each other, for everybody who looks. */
export function judge(must: Must, room: ExpectedRoom, seen: readonly Seen[]): void {
  judgeIds(must, room, seen);
  const slots = new Set(room.facts.map(({ type, key }) => slotOf(type, key)));
  for (const fact of room.facts) judgeFact(must, room.name, fact, seen, (slot) => slots.has(slot));
  judgeSentEvents(
    must,
    room,
    seen.map(({ reader, snapshot }) => ({ reader, ...snapshot })),
  );
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

function judgeLists(must: Must, room: ExpectedRoom, reader: Name, snapshot: Snapshot): void {
  const { members, state, syncState, messages, syncMessages } = snapshot;
  const sent = room.events.flatMap(({ id, key }) => (id === null || key !== null ? [] : [id]));
  const requireNone = (requirement: RequirementId, what: string, found: readonly unknown[]): void =>
    must.on(requirement).that(found.length === 0, what, 'none', found);
  const asSeen = `of ${room.name}, as ${reader} sees it`;
  if (state !== null) {
    const twice = duplicateSlots(state);
    requireNone('GST-05', `slots listed twice by get_state_events ${asSeen}`, twice);
    const types = state.flatMap(({ id, type }) => (id !== null && sent.includes(id) ? [type] : []));
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
  if (state !== null && messages !== null) {
    const differ = state.filter(({ id, type, key }) => {
      const same = messages.filter((one) => one.type === type && one.key === key);
      return (
        id !== null && same.length > 0 && same.every((one) => one.id !== null && one.id !== id)
      );
    });
    const what = `events that get_state_events and get_messages show with two ids ${asSeen}`;
    must.on('MODEL-22').that(differ.length === 0, what, 'none', `${differ.length}`);
  }
  const newest = sent.at(-1);
  if (syncMessages !== null && syncMessages.length > 0 && room.sentLast && newest !== undefined) {
    const isThere = idsOf(syncMessages).includes(newest);
    const what = `the newest event in the messages of initialSync ${asSeen}`;
    must.on('SYNC-09').that(isThere, what, 'there', 'not there');
  }
  const lists = [state, syncState, messages, syncMessages].flatMap((list) => list ?? []);
  requireOwnIds(must, room.name, lists);
}

/** One id stands for one event, in what was answered and in each list. */
function judgeIds(must: Must, { name, events }: ExpectedRoom, seen: readonly Seen[]): void {
  const answered = events.flatMap(({ id }) => (id === null ? [] : [id]));
  const twice = answered.length - new Set(answered).size;
  must.on('MODEL-22').that(twice === 0, `event ids of ${name} used twice`, 'none', `${twice}`);
  for (const { snapshot } of seen) {
    const { state, syncState, messages, syncMessages } = snapshot;
    for (const list of [state, syncState, messages, syncMessages])
      requireOwnIds(must, name, list ?? []);
  }
}

function requireOwnIds(must: Must, name: string, events: readonly ShownEvent[]): void {
  const reused = reusedIds(events).length;
  must.on('MODEL-22').that(reused === 0, `event ids of ${name} used twice`, 'none', `${reused}`);
}
