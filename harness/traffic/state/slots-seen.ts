import type { RequirementId } from '../../document/ids.ts';
import type { JsonObject } from '../../document/json.ts';
import { includes } from '../../judge/compare.ts';
import { recordOf } from '../../model/membership.ts';
import { slotOf } from '../../model/views.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { Span } from './happened.ts';
import type { Lateness } from './lateness.ts';
import type { Room } from './room.ts';
import type { Shown, ShownEvent } from './shown.ts';
import type { Entry } from './slot-history.ts';
import type { Whose } from './whose.ts';
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
export interface Seen {
  readonly type: string;
  readonly key: string;
  /** Null where the view shows that there is nothing. */
  readonly content: JsonObject | null;
  readonly sender: string | null;
}

export const memberType = 'm.room.member';

/** Every slot that a view shows, and those that it should show and does not. */
export function slotsSeen({ shown, room }: ReadState): readonly Seen[] {
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

/** What a slot shows is all that is known of it from here on. */
export const observed = ({ content, type }: Seen, ticket: number, span: Span): Entry<Held> => ({
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

/** Whether a view may show a slot so when it holds what was written. */
export function matches({ type, content }: Seen, { content: written, standing }: Held): boolean {
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
