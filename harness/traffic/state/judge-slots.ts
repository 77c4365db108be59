import { same } from '../../judge/compare.ts';
import { isBefore, type Span } from './happened.ts';
import type { Entry, SlotHistory } from './slot-history.ts';
import { effectOf } from './sent-events.ts';
import { ofViews, verdictOn, wordsFor } from './slot-reasons.ts';
import {
  matches,
  memberType,
  observed,
  type ReadState,
  type Seen,
  slotsSeen,
} from './slots-seen.ts';
import { type Wrong, wrong } from './verdict.ts';
import type { Held } from './write.ts';

/** Judges every slot that a view shows, or should show. */
export function judgeState(read: ReadState): readonly Wrong[] {
  const seen = slotsSeen(read);
  const found = seen.flatMap((one) => judgeSlot(read, one));
  const byRequirement = new Map(found.toReversed().map((one) => [one.requirement, one]));
  return [...byRequirement.values()];
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
    if (matching.length === 1 && start === null) noteMet(read, only.value);
    const late = lateness.shown(only, ticket);
    const sure = matching.length === 1 && start === null;
    return sure
      ? [...late, ...judgeMerged(slot, only, seen), ...judgeDetails(read, slot, only, seen)]
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

/** What one request wrote, one view shows. */
function noteMet({ met, shown: { view } }: ReadState, { by, withTxnId }: Held): void {
  if (by === null || by === 'create_room') return;
  if (!withTxnId) met.add(effectOf[by]);
  const requirement = ofViews[view];
  if (requirement !== undefined) met.add(requirement);
}

/** A write whose end is not known has taken effect when a read shows it. */
function settle(entry: Entry<Held>, span: Span): void {
  if (entry.outcome !== 'lost' && entry.outcome !== 'open') return;
  entry.outcome = 'done';
  entry.span = { ...entry.span, ended: span.ended, until: span.until };
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

/** Who wrote a piece of state, further keys of a membership, and those who left (CONV-19, SMEM-22, GMEM-08). */
function judgeDetails(
  { shown: { view }, whose, span }: ReadState,
  { entries }: SlotHistory<Held>,
  { value, ticket }: Entry<Held>,
  seen: Seen,
): readonly Wrong[] {
  const { actor, by, content: owed } = value;
  const { type, content, sender } = seen;
  if (content === null)
    return type === memberType && view === 'get_membership' && value.standing === 'left'
      ? [wrong('GMEM-08', 'A user who left is not found by get_membership.', ticket)]
      : [];
  const found: Wrong[] = [];
  // The same was asked for again, refused, and done all the same.
  const refused = entries.find(
    (one) =>
      one.outcome === 'refused' &&
      sender !== null &&
      one.value.actor === sender &&
      one.value.standing === value.standing &&
      isBefore(one.span, span),
  );
  if (refused !== undefined && actor !== sender) {
    const { refusedFor } = refused.value;
    const what = `${view} shows ${wordsFor({ type })} as a request asked for that was refused.`;
    return refusedFor === null ? [] : [wrong(refusedFor, what, refused.ticket)];
  }
  // What was there already need make no new event (reading same-state-again).
  const isOfSender = (one: Entry<Held>): boolean =>
    one.outcome !== 'refused' &&
    (one.value.actor === null || one.value.actor === sender) &&
    matches(seen, one.value);
  if (actor !== null && sender !== null && whose.acts(actor) && !entries.some(isOfSender))
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
