import { includes } from '../../../harness/judge/compare.ts';
import { show } from '../../../harness/judge/verdict.ts';
import type { Must } from '../../../harness/judge/must.ts';
import type { RequirementId } from '../../../harness/document/ids.ts';
import { currentState, slotOf } from '../../../harness/model/index.ts';
import type { SeenEvent, ShownEvents, Snapshot } from '../shared/snapshot.ts';
import { aspectRequirement, effectRequirement, type Expected, wrongIn } from './expected.ts';
import { isNearly } from './matching.ts';
import type { Name } from './steps.ts';

/** What one slot of a room's state must say. */
export interface Fact {
  readonly word: string;
  readonly type: string;
  readonly key: string;
  /** The event that was written last; null where the slot was never written. */
  readonly expected: Expected | null;
}

/** What one user sees. */
export interface Seen {
  readonly reader: Name;
  readonly snapshot: Snapshot;
}

/** What one view says of a fact, and the requirement that is violated where it says something else. */
interface Statement {
  readonly reader: Name;
  readonly view: string;
  readonly requirement: RequirementId;
  readonly says: string | null;
  readonly isRight: boolean;
  /** The event that says it; null where there is none, or the view is not a list of events. */
  readonly event: SeenEvent | null;
}

const isMembership = ({ type }: Fact): boolean => type === 'm.room.member';

/**
 * Every view must say what was written last, where it was written, and by whom.
 * @param isOfOther whether something is expected in a slot
 */
export function judgeFact(
  must: Must,
  roomName: string,
  fact: Fact,
  seen: readonly Seen[],
  isOfOther: (slot: string) => boolean,
): void {
  const { word, expected } = fact;
  const all = seen.flatMap(({ reader, snapshot }) =>
    statementsOn(fact, reader, snapshot, isOfOther),
  );
  if (all.length === 0) return;
  const owed = owedBy(fact) ?? 'nothing';
  if (!all.some(({ isRight }) => isRight)) {
    // Where nothing was written, views that agree are judged elsewhere.
    if (expected === null) return;
    const [first] = all;
    const views = [...new Set(all.map(({ view }) => view))].join(' and ');
    const what = `${word} in ${roomName} by ${views}`;
    must.on(requirementOf(expected, all)).that(false, what, owed, first?.says ?? 'nothing');
  }
  for (const { reader, view, requirement, isRight, says } of all) {
    const what = `${word} in ${roomName} by ${view}, as ${reader} sees it`;
    must.on(requirement).that(isRight, what, owed, says ?? 'nothing');
  }
  if (expected !== null) judgeEvents(must, roomName, fact, expected, all);
}

/** Where no view is right, what they show says which requirement of the request is not met. */
function requirementOf(expected: Expected, all: readonly Statement[]): RequirementId {
  const misplaced = all.find(
    ({ event, isRight }) => event !== null && !isRight && isElsewhere(expected, event),
  );
  // A key that no view shows is one that the request lost.
  if (misplaced !== undefined)
    return misplaced.requirement === 'MODEL-39' && expected.key !== ''
      ? 'STATE-14'
      : misplaced.requirement;
  const other = all.find(({ event }) => event !== null)?.event ?? null;
  return other === null || expected.by.do === 'move'
    ? effectRequirement(expected)
    : aspectRequirement(expected, other, 'content');
}

const isElsewhere = (expected: Expected, event: SeenEvent): boolean =>
  event.type !== expected.type || event.key !== expected.key;

/** The events that lists show for a fact have the right sender, and memberships have what was sent beside them. */
function judgeEvents(
  must: Must,
  roomName: string,
  { word }: Fact,
  expected: Expected,
  all: readonly Statement[],
): void {
  const events = all.flatMap(({ event, ...statement }) =>
    event === null ? [] : [{ ...statement, event }],
  );
  for (const { event, view, reader } of events) {
    if (event.sender === null) continue;
    const what = `who is the sender of ${word} in ${roomName} by ${view}, as ${reader} sees it`;
    must.on('CONV-19').that(event.sender === expected.sender, what, expected.sender, event.sender);
  }
  // Lists of members may show other things in the place of what was sent (traps: 2014).
  const whole = events.filter(({ view }) => view !== 'get_members');
  const isKept = whole.some(({ event }) => includes(event.content, expected.content));
  for (const { event, view, reader, requirement } of whole) {
    const what = `what was sent with ${word} in ${roomName} by ${view}, as ${reader} sees it`;
    const isHere = includes(event.content, expected.content);
    must
      .on(isKept || isHere ? requirement : aspectRequirement(expected, event, 'content'))
      .that(isHere, what, show(expected.content), event.content);
  }
}

/** What a view that is right says of a fact. */
function owedBy(fact: Fact): string | null {
  const { expected } = fact;
  if (expected === null) return null;
  return isMembership(fact) ? textOf(expected.content['membership']) : show(expected.content);
}

function statementsOn(
  fact: Fact,
  reader: Name,
  snapshot: Snapshot,
  isOfOther: (slot: string) => boolean,
): readonly Statement[] {
  const { type, key, expected } = fact;
  const slot = slotOf(type, key);
  const statements: Statement[] = [];
  const says = (value: string | null, event: SeenEvent | null) => ({ says: value, event });
  const add = (
    view: string,
    requirement: RequirementId,
    isRight: boolean,
    said: Pick<Statement, 'says' | 'event'>,
  ): void => void statements.push({ reader, view, requirement, isRight, ...said });
  const addList = (view: string, requirement: RequirementId, oldestFirst: ShownEvents): void => {
    if (oldestFirst === null) return;
    const event = currentState(oldestFirst).get(slot) ?? null;
    if (event !== null) {
      const text = isMembership(fact) ? textOf(event.content['membership']) : show(event.content);
      const isRight = isMembership(fact)
        ? text === owedBy(fact)
        : expected !== null && includes(event.content, expected.content);
      add(view, requirement, isRight, says(text, event));
      return;
    }
    // An event that is shown in another slot is why this one is empty.
    const misplaced =
      expected === null
        ? undefined
        : oldestFirst.findLast(
            (one) =>
              isElsewhere(expected, one) &&
              isNearly(expected, one) &&
              !isOfOther(slotOf(one.type, one.key ?? '')),
          );
    const [aspect] =
      misplaced === undefined || expected === null ? [] : wrongIn(expected, misplaced);
    if (misplaced === undefined || expected === null || aspect === undefined)
      add(view, requirement, expected === null, says(null, null));
    else {
      const place = show({ type: misplaced.type, state_key: misplaced.key });
      add(view, aspectRequirement(expected, misplaced, aspect), false, says(place, misplaced));
    }
  };
  if (isMembership(fact)) {
    const ofRecord = owedBy(fact) === 'leave' ? 'GMEM-08' : 'GMEM-03';
    const requirement = expected === null ? 'GMEM-07' : ofRecord;
    if (snapshot.member?.has(key) === true) {
      const shown = snapshot.member.get(key) ?? null;
      add('get_membership', requirement, shown === owedBy(fact), says(shown, null));
    }
    addList('get_members', 'MEMB-04', snapshot.members);
  }
  if (type === 'm.room.topic' && snapshot.topic !== null) {
    const { value } = snapshot.topic;
    const isRight = value === (expected?.content['topic'] ?? null);
    const requirement = expected?.content['topic'] === '' ? 'TOPIC-08' : 'GTOPIC-03';
    add('get_topic', requirement, isRight, says(value === null ? null : show(value), null));
  }
  const content = snapshot.content?.get(slot);
  if (content !== undefined) {
    const isRight = content === null ? expected === null : includes(content, expected?.content);
    const text = content === null ? null : show(content);
    add('GET of one piece of state', 'STATE-03', isRight, says(text, null));
  }
  addList('get_state_events', 'GST-04', snapshot.state);
  addList('the state of initialSync', 'SYNC-10', snapshot.syncState);
  addList('get_messages', 'MSGS-16', snapshot.messages?.toReversed() ?? null);
  return statements;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
