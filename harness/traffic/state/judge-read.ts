import { isObject, stringAt } from '../../document/json.ts';
import { includes } from '../../judge/compare.ts';
import type { RequirementId } from '../../document/ids.ts';
import type { MatchedOperation } from '../match.ts';
import { slotOf } from '../../model/views.ts';
import { type Happened, outcomeOf } from './happened.ts';
import { judgeEvents } from './judge-events.ts';
import { judgePage } from './judge-pages.ts';
import { judgeState } from './judge-slots.ts';
import type { ServerMemory } from './server-memory.ts';
import { isRight } from './refusals.ts';
import type { Room } from './room.ts';
import { type Shown, shownAbsent, shownIn } from './shown.ts';
import { type Wrong, wrong } from './verdict.ts';

/** Judges what the answer to a read shows of a room. */
export function judgeRead(
  happened: Happened,
  user: string | null,
  memory: ServerMemory,
  senderKey: string,
): readonly Wrong[] {
  const { asked, answered } = happened;
  const { matched } = asked;
  if (matched.kind !== 'operation' || asked.method !== 'GET' || answered === null) return [];
  const id = matched.parameters['roomId'];
  if (id === undefined || !isRight(asked) || !happened.conforms) return [];
  const room = memory.rooms.get(id);
  const shown = shownBy(happened, matched, senderKey);
  if (shown === null) return judgeAbsent(happened, matched, room, user);
  room.isShown = true;
  // Whether something is known not to be there is asked before it is shown.
  const absent = judgeAbsent(happened, matched, room, user);
  const found = judgeShown(happened, shown, room, user, memory, senderKey);
  if (found.length > 0) return found;
  const { slot } = shown;
  const moved =
    absent.length > 0 && memory.alone && slot !== null && slot.content !== null
      ? memory.elsewhere.explain(
          room,
          slotOf(slot.type, slot.key),
          slot.content,
          happened.span,
          null,
        )
      : [];
  return moved.length > 0 ? moved : absent;
}

function shownBy(happened: Happened, matched: MatchedOperation, senderKey: string): Shown | null {
  const { answered } = happened;
  if (answered === null) return null;
  if (outcomeOf(happened) === 'done') return shownIn(matched, answered.json, senderKey);
  const { nickname, parameters } = matched;
  const { status, json } = answered;
  const isAbsent = status === 404 && isObject(json) && stringAt(json, 'errcode') === 'M_NOT_FOUND';
  if (!isAbsent || (nickname !== 'get_topic' && nickname !== 'get_membership')) return null;
  return shownAbsent(
    nickname,
    nickname === 'get_topic'
      ? { type: 'm.room.topic', key: '' }
      : { type: 'm.room.member', key: parameters['userId'] ?? '' },
  );
}

/** What is known not to be there is answered with 404 (GMEM-07, GTOPIC-06). */
function judgeAbsent(
  { asked, answered, span }: Happened,
  { nickname, parameters }: MatchedOperation,
  room: Room,
  user: string | null,
): readonly Wrong[] {
  if (nickname !== 'get_topic' && nickname !== 'get_membership') return [];
  if (user === null || answered === null || !room.isWhole) return [];
  if (!room.isJoined(user, span, asked.ticket)) return [];
  const isTopic = nickname === 'get_topic';
  const target = parameters['userId'] ?? '';
  if (!isTopic && (!/^@[^:]+:.+$/s.test(target) || room.isStray(target))) return [];
  const slot = isTopic ? room.slot('m.room.topic', '') : room.member(target);
  if (slot.startAt(span) !== 'absent' || slot.possibleAt(span).length > 0) return [];
  const { status } = answered;
  if (status === 404 || status === 401 || status === 429 || status > 500) return [];
  const what = isTopic
    ? 'The topic of a room that has none'
    : 'The membership of a user who never had one';
  return [
    wrong(
      isTopic ? 'GTOPIC-06' : 'GMEM-07',
      `${what} was answered with ${status} instead of 404.`,
      room.made?.ticket,
    ),
  ];
}

function judgeShown(
  { asked: { ticket, token }, answered, span }: Happened,
  shown: Shown,
  room: Room,
  user: string | null,
  { alone, whose, lateness, listed, elsewhere, met, violated }: ServerMemory,
  senderKey: string,
): readonly Wrong[] {
  const found: Wrong[] = [
    ...judgeEvents({ shown, room, ticket, span, whose, alone, violated, senderKey }),
  ];
  noteShown(shown, room);
  const isIn = user !== null && (room.isJoined(user, span, ticket) || showsJoined(shown, user));
  // A list that shows a slot twice is wrong already, and says nothing about what was written.
  const isSound = !found.some(({ requirement }) => aboutLists.has(requirement));
  if (alone && isIn && isSound)
    found.push(...judgeState({ shown, room, ticket, span, lateness, whose, elsewhere, met }));
  if (isIn && room.isWhole && shown.view === 'get_state_events' && found.length === 0)
    found.push(...judgeFounding(shown, room));
  if (shown.view === 'get_room_sync_data')
    found.push(...judgeSync(shown, room, answered?.json, isIn && room.isWhole));
  const reader = user ?? token;
  if (shown.page === null || reader === null) return found;
  const seesAll = isIn && room.isWhole && alone && !room.hidesHistory;
  const { view, page } = shown;
  const { patience } = lateness;
  const by = { reader, user, seesAll, ticket, span };
  return [...found, ...judgePage({ view, page, room, ...by, patience, listed, met, violated })];
}

/** Notes which pieces of state that were set are shown, where the state itself is not judged. */
function noteShown({ state, members, slot }: Shown, room: Room): void {
  if (room.isWhole || room.unshown.size === 0) return;
  const all = [...(state ?? []), ...(members ?? []), ...(slot === null ? [] : [slot])];
  const bySlot = new Map(
    all.map(({ type, key, content }) => [slotOf(type ?? '', key ?? ''), content]),
  );
  for (const one of room.unshown) {
    one.isShown = includes(bySlot.get(slotOf(one.type, one.key ?? '')) ?? null, one.content);
    if (one.isShown) room.unshown.delete(one);
  }
}

/** What says that a list has each slot once. */
const aboutLists: ReadonlySet<RequirementId> = new Set(['MEMB-11', 'GST-05', 'SYNC-10']);

/** Whether a view of the state shows that its reader is in the room, and so sees its present. */
const showsJoined = ({ state, members }: Shown, user: string): boolean =>
  [...(state ?? []), ...(members ?? [])].some(
    ({ type, key, content }) =>
      type === 'm.room.member' && key === user && content?.['membership'] === 'join',
  );

function judgeSync(
  { own, state, page }: Shown,
  room: Room,
  json: unknown,
  isIn: boolean,
): readonly Wrong[] {
  const found: Wrong[] = [];
  const id = isObject(json) ? json['room_id'] : undefined;
  if (typeof id === 'string' && id !== room.id)
    found.push(wrong('SYNC-04', 'initialSync answers the id of another room.'));
  if (isIn && own !== null && own !== 'join')
    found.push(
      wrong(
        'SYNC-03',
        `initialSync answers the membership ${own.slice(0, 20)} to a user who is joined.`,
      ),
    );
  if (isIn && (state === null || page === null)) {
    const lacks = state === null ? 'state' : 'messages';
    found.push(wrong('SYNC-07', `initialSync does not show the ${lacks} of the room.`));
  }
  return found;
}

/** State that every room has from its beginning (CREATE-26). */
function judgeFounding({ state }: Shown, { made }: Room): readonly Wrong[] {
  const lacks = ['m.room.create', 'm.room.power_levels', 'm.room.join_rules'].find(
    (type) => !(state ?? []).some((one) => one.type === type),
  );
  return lacks === undefined
    ? []
    : [wrong('CREATE-26', `The state of a new room has no ${lacks}.`, made?.ticket)];
}
