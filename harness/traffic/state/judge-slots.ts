import type { Nickname, RequirementId } from '../../document/ids.ts';
import type { JsonObject } from '../../document/json.ts';
import { includes, same } from '../../judge/compare.ts';
import { recordOf } from '../../model/membership.ts';
import { keyRequirement, misplacedRequirement, valueRequirement } from '../../model/slots.ts';
import { slotOf } from '../../model/views.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { Whose } from './whose.ts';
import { isBefore, type Span } from './happened.ts';
import type { Lateness } from './lateness.ts';
import type { Room } from './room.ts';
import { effectOf } from './sent-events.ts';
import type { Shown, ShownEvent } from './shown.ts';
import type { Entry, SlotHistory } from './slot-history.ts';
import { type Wrong, wrong } from './verdict.ts';
import { type Held, held } from './write.ts';

/** A view of the state of a room that somebody read who sees its present. */
export interface ReadState {
  readonly shown: Shown;
  readonly room: Room;
  readonly ticket: number;
  readonly span: Span;
  readonly lateness: Lateness;
  readonly whose: Whose;
  readonly elsewhere: Elsewhere;
  readonly met: Set<RequirementId>;
}

/** One slot as a view shows it. */
interface Seen {
  readonly type: string;
  readonly key: string;
  /** Null where the view shows that there is nothing. */
  readonly content: JsonObject | null;
  readonly sender: string | null;
}

const memberType = 'm.room.member';

/** Judges every slot that a view shows, or should show. */
export function judgeState(read: ReadState): readonly Wrong[] {
  const seen = slotsSeen(read);
  const found = seen.flatMap((one) => judgeSlot(read, one));
  const byRequirement = new Map(found.toReversed().map((one) => [one.requirement, one]));
  return [...byRequirement.values()];
}

function slotsSeen({ shown, room }: ReadState): readonly Seen[] {
  if (shown.slot !== null) return [{ ...shown.slot, sender: null }];
  const { state, members, everybody } = shown;
  const seen = [...seenIn(state ?? []), ...seenIn(members ?? [])];
  const all = [...(state ?? []), ...(members ?? [])];
  const names = new Set(all.map(({ type, key }) => slotOf(type ?? '', key ?? '')));
  const isAll = (type: string): boolean =>
    (state !== null && state.every(({ key, type: of }) => key !== null && of !== null)) ||
    (members !== null &&
      everybody &&
      type === memberType &&
      members.every(({ key, type: of }) => key !== null && of === memberType));
  for (const [name, { type, key }] of room.slots) {
    if (!names.has(name) && isAll(type)) seen.push({ type, key, content: null, sender: null });
  }
  return seen;
}

/** The slots that a list shows; one that it shows twice is judged elsewhere. */
function seenIn(events: readonly ShownEvent[]): readonly Seen[] {
  const counts = new Map<string, number>();
  for (const { type, key } of events) {
    const name = slotOf(type ?? '', key ?? '');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return events.flatMap(({ type, key, content, sender }) =>
    type === null || key === null || content === null || counts.get(slotOf(type, key)) !== 1
      ? []
      : [{ type, key, content, sender }],
  );
}

function judgeSlot(read: ReadState, seen: Seen): readonly Wrong[] {
  const { room, span, ticket, shown, lateness } = read;
  if (seen.type === memberType && room.isStray(seen.key)) return [];
  const slot = room.slot(seen.type, seen.key);
  if (slot.isDoubtful) return [];
  const possible = slot.possibleAt(span);
  const matching = possible.filter(({ value }) => matches(seen, value));
  const start = slot.startAt(span);
  const [only] = matching;
  if (only !== undefined) {
    for (const { value } of matching) value.seenIn.add(shown.view);
    if (seen.type === memberType && only.value.by === 'create_room') read.met.add('CREATE-03');
    if (matching.length === 1 && start === null) settle(only, span);
    const late = lateness.shown(only, ticket);
    const sure = matching.length === 1 && start === null;
    return sure
      ? [...late, ...judgeMerged(slot, only, seen), ...judgeDetails(read, only, seen)]
      : late;
  }
  if (start === 'unknown') {
    slot.add(observed(seen, ticket, span));
    return [];
  }
  if (start === 'absent' && seen.content === null) return [];
  const owed = slot.owedAt(span);
  if (owed !== null && lateness.excuses(owed, span, ticket)) return [];
  const verdict = verdictOn(read, slot, owed, seen);
  // Either the view or the write is wrong, so that nothing is known of it any more.
  slot.isDoubtful = true;
  return verdict;
}

/** What a slot shows is all that is known of it from here on. */
const observed = ({ content, type }: Seen, ticket: number, span: Span): Entry<Held> => ({
  value: held(content, null, null, type === memberType ? standingIn(content) : null),
  ticket,
  span: { ...span, began: -1, from: -Infinity },
  outcome: 'done',
});

function standingIn(content: JsonObject | null): Held['standing'] {
  if (content === null) return 'none';
  switch (content['membership']) {
    case 'join':
    case 'invite':
    case 'ban':
      return content['membership'];
    case 'leave':
      return 'left';
    default:
      return null;
  }
}

/** A write whose end is not known has taken effect when a read shows it. */
function settle(entry: Entry<Held>, span: Span): void {
  if (entry.outcome !== 'lost' && entry.outcome !== 'open') return;
  entry.outcome = 'done';
  entry.span = { ...entry.span, ended: span.ended, until: span.until };
}

function matches({ type, content }: Seen, { content: written, standing }: Held): boolean {
  if (type === memberType) {
    if (standing === null) return true;
    const record = recordOf(standing);
    // A user who left may be forgotten (GMEM-08 says otherwise, as a convention).
    if (content === null) return record === null || record === 'leave';
    return content['membership'] === record;
  }
  if (content === null || written === null) return content === written;
  return includes(content, written);
}

/** A piece of state that was replaced leaves no keys behind (STATE-07). */
function judgeMerged(
  { entries }: SlotHistory<Held>,
  only: Entry<Held>,
  { type, content }: Seen,
): readonly Wrong[] {
  const { content: owed, by } = only.value;
  if (type === memberType || content === null || owed === null || by !== 'send_state_event')
    return [];
  if (Object.keys(owed).length === 0) return [];
  const earlier = entries.filter((one) => isBefore(one.span, only.span));
  const stale = Object.keys(content).some(
    (key) =>
      key !== '' &&
      !Object.hasOwn(owed, key) &&
      earlier.some(
        ({ value }) =>
          value.by === 'send_state_event' &&
          value.content !== null &&
          Object.hasOwn(value.content, key) &&
          same(value.content[key], content[key]),
      ),
  );
  return stale
    ? [
        wrong(
          'STATE-07',
          'A piece of state that was replaced keeps keys of the earlier one.',
          only.ticket,
        ),
      ]
    : [];
}

function verdictOn(
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

/** Who wrote a piece of state, further keys of a membership, and those who left (CONV-19, SMEM-22, GMEM-08). */
function judgeDetails(
  { shown: { view }, whose }: ReadState,
  { value, ticket }: Entry<Held>,
  { type, content, sender }: Seen,
): readonly Wrong[] {
  const { actor, by, content: owed } = value;
  if (content === null)
    return type === memberType && view === 'get_membership' && value.standing === 'left'
      ? [wrong('GMEM-08', 'A user who left is not found by get_membership.', ticket)]
      : [];
  const found: Wrong[] = [];
  if (actor !== null && sender !== null && actor !== sender && whose.acts(actor))
    found.push(
      wrong('CONV-19', `${view} shows ${wordsFor({ type })} as sent by another user.`, ticket),
    );
  const isMember = type === memberType && by === 'set_membership' && view !== 'get_members';
  if (isMember && owed !== null && Object.keys(owed).some((name) => !Object.hasOwn(content, name)))
    found.push(
      wrong('SMEM-22', `${view} lacks a further key of a membership that was set.`, ticket),
    );
  return found;
}

const wordsFor = ({ type }: Pick<Seen, 'type'>): string =>
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
