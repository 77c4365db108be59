import type { Nickname, RequirementId } from '../../document/ids.ts';
import { includes } from '../../judge/compare.ts';
import { keyRequirement, misplacedRequirement, valueRequirement } from '../../model/slots.ts';
import { slotOf } from '../../model/views.ts';
import { isBefore } from './happened.ts';
import { effectOf } from './sent-events.ts';
import type { Entry, SlotHistory } from './slot-history.ts';
import { matches, memberType, type ReadState, type Seen } from './slots-seen.ts';
import { type Wrong, wrong } from './verdict.ts';
import type { Held } from './write.ts';

/** What is violated where a view does not show what a slot should hold; empty where that cannot be told. */
export function verdictOn(
  read: ReadState,
  slot: SlotHistory<Held>,
  owed: Entry<Held> | null,
  seen: Seen,
): readonly Wrong[] {
  const { room, span, elsewhere } = read;
  const { view } = read.shown;
  const { type, key, content } = seen;
  const where = wordsFor(seen);
  const refused = slot.entries.find(
    (one) => one.outcome === 'refused' && matches(seen, one.value) && isBefore(one.span, span),
  );
  if (refused !== undefined && seen.content !== null) {
    const { refusedFor } = refused.value;
    const what = `${view} shows ${where} as a request asked for that was refused.`;
    return refusedFor === null ? [] : [wrong(refusedFor, what, refused.ticket, owed?.ticket)];
  }
  if (owed === null) return foreign(read, seen, view, where);
  const older = slot.entries.find(
    (one) => one !== owed && one.outcome !== 'refused' && matches(seen, one.value),
  );
  const moved =
    content !== null && owed.value.seenIn.size > 0
      ? elsewhere.explain(room, slotOf(type, key), content, span, owed)
      : [];
  if (moved.length > 0) return moved;
  const change = room.refusedChanges.findLast(
    (one) => type === memberType && one.membership === content?.['membership'],
  );
  if (change !== undefined && older === undefined) {
    const what = `${view} shows a membership as a request asked for that was refused.`;
    return [wrong(change.requirement, what, change.ticket, owed.ticket)];
  }
  const { by, seenIn: views } = owed.value;
  const requirement =
    views.size > 0
      ? viewRequirement(view, seen, older !== undefined)
      : writerRequirement(owed, seen, older !== undefined);
  if (requirement === null) return [];
  const now =
    seen.content === null
      ? 'nothing'
      : older === undefined
        ? 'something else'
        : 'what was there before';
  const what = `${by ?? 'A request'} wrote ${where}, and ${view} shows ${now}.`;
  return [wrong(requirement, what, owed.ticket, older?.ticket)];
}

/** A slot that nobody wrote holds what was written into another one, or asked for in another room. */
function foreign(
  { room, elsewhere, span }: ReadState,
  seen: Seen,
  view: Nickname,
  where: string,
): readonly Wrong[] {
  const { content, type, key } = seen;
  if (content === null) return [];
  const moved = elsewhere.explain(room, slotOf(type, key), content, span, null);
  if (moved.length > 0 || type.startsWith('m.')) return moved;
  const holds = ({ value: { by, content: written }, outcome }: Entry<Held>): boolean =>
    by === 'send_state_event' &&
    outcome === 'done' &&
    written !== null &&
    Object.keys(written).length > 0 &&
    includes(content, written);
  const others = [...room.slots.values()].filter(({ entries }) => entries.some(holds));
  const other = others.find((one) => one.type === type) ?? others.find((one) => one.key === key);
  if (other === undefined) return [];
  const requirement = misplacedRequirement(
    { room: 1, type, key },
    { room: 1, type: other.type, key: other.key },
  );
  const what = `${view} shows ${where}, which nobody wrote, as another slot was written.`;
  return [wrong(requirement, what, other.entries.findLast(holds)?.ticket)];
}

export const wordsFor = ({ type }: Pick<Seen, 'type'>): string =>
  type === memberType ? 'a membership' : type === 'm.room.topic' ? 'the topic' : 'a piece of state';

function viewRequirement(view: Nickname, seen: Seen, isOlder: boolean): RequirementId | null {
  if (view === 'get_state_events') return seen.content !== null && isOlder ? 'GST-05' : 'GST-04';
  return ofViews[view] ?? null;
}

const ofViews: Readonly<Partial<Record<Nickname, RequirementId>>> = {
  get_topic: 'GTOPIC-03',
  get_membership: 'GMEM-03',
  get_members: 'MEMB-04',
  get_room_sync_data: 'SYNC-10',
};

function writerRequirement(
  { value: { by, content: owed } }: Entry<Held>,
  seen: Seen,
  isOlder: boolean,
): RequirementId | null {
  const { type, key, content } = seen;
  if (by === null) return null;
  const isText =
    !isOlder && content !== null && owed !== null && valueRequirement(content, owed) === 'CONV-16';
  if (isText && type !== memberType) return 'CONV-16';
  if (by === 'create_room' && type !== memberType)
    return type === 'm.room.name' ? 'CREATE-20' : 'CREATE-21';
  if (by === 'set_topic' && content === null && owed?.['topic'] === '') return 'TOPIC-08';
  if (by === 'set_topic') return isOlder ? 'TOPIC-10' : 'TOPIC-03';
  if (by !== 'send_state_event') return effectOf[by];
  if (isOlder) return 'STATE-07';
  return content === null ? keyRequirement({ room: 1, type, key }) : 'STATE-03';
}
