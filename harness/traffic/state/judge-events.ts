import type { Nickname, RequirementId } from '../../document/ids.ts';
import type { JsonObject } from '../../document/json.ts';
import { includes, same } from '../../judge/compare.ts';
import { valueRequirement } from '../../model/slots.ts';
import { duplicateSlots } from '../../model/views.ts';
import { isBefore, type Span } from './happened.ts';
import type { Booked, Room } from './room.ts';
import { effectOf, type Sent } from './sent-events.ts';
import type { Shown, ShownEvent } from './shown.ts';
import { type Wrong, wrong } from './verdict.ts';
import type { Whose } from './whose.ts';

/** Events that were read. */
export interface ReadEvents {
  readonly shown: Shown;
  readonly room: Room;
  readonly ticket: number;
  readonly span: Span;
  readonly whose: Whose;
  /** Whether nobody but the clients of the traffic changes anything. */
  readonly alone: boolean;
  /** What was found violated before. */
  readonly violated: ReadonlySet<RequirementId>;
  /** The name of the key that holds the sender, as the profile has it. */
  readonly senderKey: string;
}

/** Judges every event that an answer shows: against what was sent, and against how it was shown before. */
export function judgeEvents(read: ReadEvents): readonly Wrong[] {
  const { shown } = read;
  const lists = [
    ...(shown.state === null ? [] : [{ events: shown.state, isState: true, isPage: false }]),
    ...(shown.members === null ? [] : [{ events: shown.members, isState: true, isPage: false }]),
    ...(shown.page === null ? [] : [{ events: shown.page.events, isState: false, isPage: true }]),
  ];
  return lists.flatMap(({ events, isState, isPage }) => [
    ...(isState ? judgeSlots(events, read) : []),
    ...firstOfEach(
      events.flatMap((event) => [
        ...judgeIdentity(read, event),
        ...judgeSent(read, event, isState),
        ...judgeKeys(read, event, isState),
        ...(isPage ? judgeRefused(read, event) : []),
      ]),
    ),
  ]);
}

/** One answer may show the same thing wrong many times. */
function firstOfEach(all: readonly Wrong[]): readonly Wrong[] {
  const seen = new Set<RequirementId>();
  return all.filter(({ requirement }) => {
    const fresh = !seen.has(requirement);
    seen.add(requirement);
    return fresh;
  });
}

/** Of each slot there is one current event, and of each user one membership. */
function judgeSlots(
  events: readonly ShownEvent[],
  { shown: { view }, violated }: ReadEvents,
): readonly Wrong[] {
  const known = events.map(({ id, type, key, content }) => ({
    id,
    type: type ?? '',
    key: type === null ? null : key,
    content: content ?? {},
  }));
  const twice = duplicateSlots(known).length;
  if (twice === 0) return [];
  const requirement =
    view === 'get_members' ? 'MEMB-11' : view === 'get_state_events' ? 'GST-05' : 'SYNC-10';
  // Where the other views show the same, initialSync shows what they show.
  if (requirement === 'SYNC-10' && (violated.has('GST-05') || violated.has('MEMB-11'))) return [];
  return [wrong(requirement, `${view} shows ${twice} pieces of state more than once.`)];
}

/** Keys that state has (MODEL-39), and members (CONV-19). */
function judgeKeys(
  { shown: { view }, senderKey }: ReadEvents,
  { type, key, sender, content }: ShownEvent,
  isState: boolean,
): readonly Wrong[] {
  if (isState && view !== 'get_members' && (key === null || content === null)) {
    const lacks = key === null ? 'state_key' : 'content';
    return [wrong('MODEL-39', `A state event that ${view} shows has no ${lacks}.`)];
  }
  if (view === 'get_members' && type !== null && type !== 'm.room.member')
    return [wrong('MODEL-27', 'get_members lists an event that is not a membership.')];
  const isMember = view === 'get_members' || (isState && type === 'm.room.member');
  if (!isMember || (key !== null && sender !== null)) return [];
  const lacks = key === null ? 'state_key' : senderKey;
  return [wrong('CONV-19', `A membership event that ${view} shows has no ${lacks}.`)];
}

/** One id stands for one event (MODEL-22). */
function judgeIdentity(read: ReadEvents, event: ShownEvent): readonly Wrong[] {
  const { room, ticket, shown } = read;
  const { id, type, key, sender, content } = event;
  if (id === null || id === '' || type === null) return [];
  const before = room.events.get(id);
  // A list of members may show presence beside the membership (traps: 2014).
  const isLoose = shown.view === 'get_members';
  const bytes = content === null ? 0 : JSON.stringify(content).length;
  const kept = isLoose || bytes > 2048 ? null : content;
  if (before === undefined || (before.content === null && kept !== null)) {
    room.events.set(id, { type, key: key ?? before?.key ?? null, sender, content: kept, ticket });
    room.weight += before === undefined ? 300 + bytes : bytes;
  }
  if (before === undefined) return [];
  const differs =
    before.type !== type ||
    (before.key !== null && key !== null && before.key !== key) ||
    (before.sender !== null && sender !== null && before.sender !== sender);
  if (differs) return judgeOther(read, event, before);
  const isSame = kept === null || before.content === null || same(before.content, kept);
  if (isSame || room.mayBeRedacted || event.isRedacted || isStripped(before, kept)) return [];
  return [wrong('MODEL-22', 'An event is shown with another content than before.', before.ticket)];
}

/** An id that stands for two events, or an event that is shown in another form than before: it has the same content. */
function judgeOther(
  { shown: { view }, room }: ReadEvents,
  { id, type, key, sender, content }: ShownEvent,
  before: Booked,
): readonly Wrong[] {
  const isSame =
    before.content !== null &&
    Object.keys(before.content).length > 0 &&
    same(before.content, content);
  if (!isSame)
    return [wrong('MODEL-22', 'One event id stands for two different events.', before.ticket)];
  const say = (requirement: RequirementId, what: string): readonly Wrong[] => [
    wrong(requirement, `An event is shown with another ${what} than before.`, before.ticket),
  ];
  if (type !== before.type) {
    // Both are judged by what the list should hold, and by what was sent.
    if (view === 'get_members' || room.sentAs(id ?? '').length > 0) return [];
    const isMembership = [type, before.type].includes('m.room.member');
    const ofState = isMembership ? 'MODEL-27' : 'STATE-13';
    return say(before.key === null ? 'MODEL-25' : ofState, 'type');
  }
  const isMember = type === 'm.room.member';
  if (before.key !== null && key !== null && before.key !== key)
    return say(isMember ? 'CONV-19' : 'MODEL-39', 'state_key');
  return say(isMember && sender !== null ? 'CONV-19' : 'MODEL-22', 'sender');
}

/** Whether a content is what a redaction leaves of another one. */
const isStripped = ({ content }: Booked, now: JsonObject): boolean =>
  content !== null && (includes(content, now) || includes(now, content));

/** An event that was accepted is shown as it was sent. */
function judgeSent(read: ReadEvents, event: ShownEvent, isState: boolean): readonly Wrong[] {
  const { room, whose, shown, alone } = read;
  const { id, type, key, sender, content } = event;
  if (id === null) return [];
  const [sent] = room.sentAs(id);
  if (sent === undefined || sent.key !== null || sent.isRepeat) return [];
  const { ticket, nickname } = sent;
  if (type !== null && type !== sent.type && (isState || key !== null))
    return [wrong('MODEL-28', `${nickname} was answered the id of another event.`, ticket)];
  const found: Wrong[] = [];
  const user = sent.sender;
  if (user !== null && sender !== null && sender !== user && whose.acts(user))
    found.push(
      wrong('CONV-19', `An event that ${nickname} sent is shown with another sender.`, ticket),
    );
  if (isState || key !== null)
    found.push(
      wrong(
        'SEND-04',
        `An event that ${nickname} sent is shown as state by ${shown.view}.`,
        ticket,
      ),
    );
  if (type !== null && type !== sent.type)
    found.push(
      wrong('SEND-14', `An event that ${nickname} sent is shown with another type.`, ticket),
    );
  // Somebody else may have had it redacted.
  const isBare = !alone && content !== null && Object.keys(content).length === 0;
  // A client may have used its txnId before, for something else, in a request that is not in the traffic.
  const isKnown = alone || !sent.hasTxnId;
  const isWhole =
    !isKnown || isBare || event.isRedacted || room.mayBeRedacted || includes(content, sent.content);
  if (!isWhole && found.length === 0)
    found.push(
      wrong(
        contentRequirement(nickname, content, sent.content),
        `An event that ${nickname} sent is shown with another content.`,
        ticket,
      ),
    );
  return found;
}

function contentRequirement(
  nickname: Nickname,
  seen: JsonObject | null,
  owed: JsonObject,
): RequirementId {
  const lost = Object.keys(owed).filter((key) => seen === null || !Object.hasOwn(seen, key));
  if (nickname === 'send_message' && seen !== null && seen['msgtype'] !== owed['msgtype'])
    return 'MSG-13';
  if (nickname === 'send_feedback' && lost.includes('target_event_id')) return 'FEED-12';
  if (seen !== null && valueRequirement(seen, owed) === 'CONV-16') return 'CONV-16';
  return nickname === 'send_non_state_event' ? 'SEND-10' : effectOf[nickname];
}

/** What a refused request would have sent does not stand in the room. */
function judgeRefused(read: ReadEvents, event: ShownEvent): readonly Wrong[] {
  const { room, span } = read;
  const { id, type, key, sender, content } = event;
  if (!room.isWhole || room.forgotSent || key !== null || content === null) return [];
  const isOf = (one: Sent): boolean =>
    one.type === type &&
    one.key === null &&
    (one.sender === sender || one.sender === null) &&
    includes(content, one.content);
  const isSent = (one: Sent): boolean => one.outcome !== 'refused';
  if (room.sentAs(id ?? '').some(isSent)) return [];
  if (room.sent.some((one) => isSent(one) && isOf(one))) return [];
  const refused = room.sent.find(
    (one) =>
      one.outcome === 'refused' &&
      Object.keys(one.content).length > 0 &&
      isOf(one) &&
      isBefore(one.span, span),
  );
  if (refused === undefined || refused.refusedFor === null) return [];
  const what = `What ${refused.nickname} was refused stands in the room all the same.`;
  return [wrong(refused.refusedFor, what, refused.ticket)];
}
