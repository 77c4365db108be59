import type { RequirementId } from '../../../harness/document/ids.ts';
import type { Must } from '../../../harness/judge/must.ts';
import { show } from '../../../harness/judge/verdict.ts';
import type { SeenEvent, ShownEvents } from '../shared/snapshot.ts';
import {
  type Aspect,
  aspectRequirement,
  effectRequirement,
  type Expected,
  wrongIn,
} from './expected.ts';
import { matchEvents, type Match } from './matching.ts';
import type { Name } from './steps.ts';

/** A room as far as it is judged by its messages. */
export interface SentRoom {
  readonly name: string;
  /** Every event that was sent, the oldest first: state as well. */
  readonly events: readonly Expected[];
  /** Whether a request had to be sent again, which may have been carried out twice. */
  readonly mayRepeat: boolean;
}

/** What one user sees of what was sent; the newest first. */
export interface SeenMessages {
  readonly reader: Name;
  readonly messages: ShownEvents;
  readonly syncMessages: ShownEvents;
}

/** What `get_messages` and initialSync show of each event that was sent must be what was sent. */
export function judgeSentEvents(must: Must, room: SentRoom, seen: readonly SeenMessages[]): void {
  const lists = seen.flatMap(({ messages, syncMessages }) =>
    [messages, syncMessages].flatMap((list) => (list === null ? [] : [list])),
  );
  for (const { reader, messages, syncMessages } of seen) {
    const { matches, rest } = matchEvents(room.events, messages?.toReversed() ?? []);
    if (messages !== null) {
      const others = lists.filter((list) => list !== messages);
      for (const match of matches) judgeMatch(must, room, match, reader, others);
      judgeRest(must, room, rest, reader);
    }
    if (syncMessages !== null) {
      const others = lists.filter((list) => list !== syncMessages);
      judgeRecent(must, room, matches, syncMessages, reader, others);
    }
  }
}

const isRightIn = (lists: readonly (readonly SeenEvent[])[], expected: Expected): boolean =>
  lists.some((list) => list.some((shown) => wrongIn(expected, shown).length === 0));

function judgeMatch(
  must: Must,
  { name }: SentRoom,
  { expected, shown, wrong }: Match,
  reader: Name,
  others: readonly (readonly SeenEvent[])[],
): void {
  const ofView = expected.key === null ? 'MSGS-03' : 'MSGS-16';
  if (shown === null) {
    // Of state that was replaced nothing else tells, and that it had its effect is judged where it is current.
    const isOfView = expected.key !== null || isRightIn(others, expected);
    const requirement = isOfView ? ofView : effectRequirement(expected);
    const what = `${expected.word} in get_messages of ${name}, as ${reader} sees it`;
    must.on(requirement).that(false, what, 'listed', 'not listed');
    return;
  }
  judgeAspects(
    must,
    expected,
    shown,
    wrong,
    ofView,
    `get_messages of ${name}, as ${reader} sees it`,
    others,
  );
}

/** initialSync shows the newest events, and of those the same. */
function judgeRecent(
  must: Must,
  { name, events }: SentRoom,
  matches: readonly Match[],
  list: readonly SeenEvent[],
  reader: Name,
  others: readonly (readonly SeenEvent[])[],
): void {
  const idOf = new Map(matches.map(({ expected, shown }) => [expected, shown?.id ?? null]));
  for (const expected of events) {
    const id = idOf.get(expected) ?? expected.id;
    const shown = id === null ? undefined : list.find((one) => one.id === id);
    if (shown === undefined) continue;
    const where = `the messages of initialSync of ${name}, as ${reader} sees it`;
    judgeAspects(must, expected, shown, wrongIn(expected, shown), 'SYNC-07', where, others);
  }
}

function judgeAspects(
  must: Must,
  expected: Expected,
  shown: SeenEvent,
  wrong: readonly Aspect[],
  ofView: RequirementId,
  where: string,
  others: readonly (readonly SeenEvent[])[],
): void {
  for (const aspect of aspects) {
    const isWrong = wrong.includes(aspect);
    const isOfView = aspect === 'content' && isWrong && isRightIn(others, expected);
    const requirement = isOfView ? ofView : aspectRequirement(expected, shown, aspect);
    const [owed, got] = [valueOf(expected, aspect), valueOf(shown, aspect)];
    if (isWrong)
      must
        .on(requirement)
        .that(false, `${words[aspect]} of ${expected.word} in ${where}`, owed, got);
  }
  must.on(ofView).that(true, expected.word, 'as it was sent', 'as it was sent');
  must.on(effectRequirement(expected)).that(true, expected.word, 'listed', 'listed');
}

/** What happened is told first, and then what it says. */
const aspects = ['type', 'key', 'id', 'sender', 'content'] as const;

const words: Readonly<Record<Aspect, string>> = {
  id: 'the event_id',
  type: 'the type',
  key: 'the state_key',
  sender: 'the sender',
  content: 'the content',
};

const valueOf = (event: Expected | SeenEvent, aspect: Aspect): string => show(event[aspect]);

/** What is left is not one of the sent events once more. */
function judgeRest(
  must: Must,
  { name, events, mayRepeat }: SentRoom,
  rest: readonly SeenEvent[],
  reader: Name,
): void {
  const sent = events.filter(({ key }) => key === null);
  const where = `is listed by get_messages of ${name}, as ${reader} sees it`;
  for (const shown of rest) {
    const same = sent.find(({ id }) => id !== null && id === shown.id);
    if (same !== undefined) {
      const what = `how often ${same.word} ${where}`;
      must.on('MSGS-03').that(false, what, 'once', 'twice, with the same event_id');
    }
    const copied = sent.find((one) => wrongIn({ ...one, id: null }, shown).length === 0);
    if (copied === undefined || mayRepeat) continue;
    const what = `how often ${copied.word} ${where}`;
    must.on(effectRequirement(copied)).that(false, what, 'once', 'twice');
  }
}
