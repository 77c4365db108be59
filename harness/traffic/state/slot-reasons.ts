import type { Nickname, RequirementId } from '../../document/ids.ts';
import { putRequirementOf } from '../../document/profile.ts';
import { includes } from '../../judge/compare.ts';
import { recordOf } from '../../model/membership.ts';
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
  if (content === null && isShownElsewhere(read, owed)) return [];
  if (content === null && isShownAsOther(read, owed, seen)) {
    const what = `${view} shows ${where} under another type.`;
    return [wrong('STATE-13', what, owed.ticket)];
  }
  const undone = slot.entries.findLast(
    (one) => one.outcome === 'refused' && isBefore(owed.span, one.span) && isBefore(one.span, span),
  );
  const { by } = owed.value;
  // Nobody asked for what is there now but in a request that was refused.
  if (undone !== undefined && older === undefined && by !== null) {
    const { refusedFor } = undone.value;
    const what = `${view} shows ${where} changed after a request about it was refused.`;
    return refusedFor === null ? [] : [wrong(refusedFor, what, owed.ticket, undone.ticket)];
  }
  const requirement = isOfTheView(read, owed, seen)
    ? viewRequirement(view, seen, older !== undefined)
    : writerRequirement(owed, seen, older !== undefined, slot, read.met);
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

/** Whether a view shows in a slot that nobody wrote what it should show in another one; that is told of the former. */
function isShownElsewhere(
  { shown, room }: ReadState,
  { value: { content, by } }: Entry<Held>,
): boolean {
  if (by !== 'send_state_event' || content === null || Object.keys(content).length === 0)
    return false;
  return (shown.state ?? []).some(
    ({ type, key, content: other }) =>
      type !== null &&
      key !== null &&
      includes(other, content) &&
      !type.startsWith('m.') &&
      room.slot(type, key).entries.every(({ value }) => value.by === null),
  );
}

/** Whether a view shows under another type what it should show under that of a membership or a topic. */
const isShownAsOther = (
  { shown: { state } }: ReadState,
  { value: { content, standing } }: Entry<Held>,
  { type, key }: Seen,
): boolean => {
  const record = standing === null ? null : recordOf(standing);
  const owed = type === memberType ? { membership: record } : content;
  if (!type.startsWith('m.') || owed === null) return false;
  return (state ?? []).some(
    (one) => one.type !== type && one.key === key && includes(one.content, owed),
  );
};

/**
 * Whether a view, rather than the request, is the reason why something does not show: another view has shown it, or the
 * one who made a room is not shown in it, or such requests were seen to work, and the view was not.
 */
function isOfTheView(
  { met, shown: { view } }: ReadState,
  { value: { by, seenIn } }: Entry<Held>,
  { type, content }: Seen,
): boolean {
  if (seenIn.size > 0) return true;
  if (content !== null || by === null) return false;
  if (by === 'create_room') return type === memberType;
  const requirement = ofViews[view];
  return requirement !== undefined && met.has(effectOf[by]) && !met.has(requirement);
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
  return view === 'get_state_events' && seen.content !== null && isOlder
    ? 'GST-05'
    : (ofViews[view] ?? null);
}

/** What says that a view shows the present state. */
export const ofViews: Readonly<Partial<Record<Nickname, RequirementId>>> = {
  get_state_events: 'GST-04',
  get_topic: 'GTOPIC-03',
  get_membership: 'GMEM-03',
  get_members: 'MEMB-04',
  get_room_sync_data: 'SYNC-10',
};

function writerRequirement(
  { value: { by, content: owed, withTxnId, standing }, span }: Entry<Held>,
  seen: Seen,
  isOlder: boolean,
  { entries }: SlotHistory<Held>,
  met: ReadonlySet<RequirementId>,
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
  const put = withTxnId && met.has(effectOf[by]) ? putRequirementOf(by) : undefined;
  if (put !== undefined) return put;
  // Who was invited already was invited again.
  const before = entries.findLast((one) => one.outcome === 'done' && isBefore(one.span, span));
  if (standing === 'invite' && before?.value.standing === 'invite') return 'INV-13';
  if (by !== 'send_state_event') return effectOf[by];
  if (isOlder) return 'STATE-07';
  return content === null ? keyRequirement(key) : 'STATE-03';
}
