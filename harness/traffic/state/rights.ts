import type { Nickname, RequirementId } from '../../document/ids.ts';
import type { Membership } from '../../model/membership.ts';
import { isPlain, mayBeAbsent, writesWhatIsThere } from './plain-requests.ts';
import { isRight } from './refusals.ts';
import { offered } from './reasons.ts';
import type { Room } from './room.ts';
import type { InRoom, Ruling } from './ruling.ts';
import { sentTypes } from './write.ts';

/** What a user is to a room, as a sentence goes on. */
export const wordsFor: Readonly<Record<Membership, string>> = {
  none: 'never was',
  invite: 'is invited',
  join: 'is joined',
  left: 'has left',
  kicked: 'was kicked',
  ban: 'is banned',
};

/** The exchanges that show what users are to a room. */
export const evidenceOf = (
  room: Room,
  users: readonly string[],
  { happened, span }: InRoom,
): readonly number[] => [
  ...(room.made === null ? [] : [room.made.ticket]),
  ...users.flatMap((user) =>
    room
      .member(user)
      .possibleAt(span)
      .map(({ ticket }) => ticket)
      .filter((ticket) => ticket !== happened.asked.ticket),
  ),
];

/** What asks that outsiders are refused, by operation. */
const forMembers: Readonly<Partial<Record<Nickname, RequirementId>>> = {
  send_message: 'SEND-15',
  send_feedback: 'SEND-15',
  send_non_state_event: 'SEND-15',
  send_state_event: 'STATE-17',
  set_topic: 'TOPIC-11',
  get_messages: 'MSGS-15',
  get_members: 'MEMB-12',
  get_state_events: 'GST-08',
  get_room_sync_data: 'SYNC-14',
};

/** What a room says about a request to read it, or to send something into it; null where that is not known. */
export function rulingOnUse(request: InRoom): Ruling | null {
  const { room, nickname, actor, span, happened } = request;
  const { ticket } = happened.asked;
  const standings = room.standingsOf(actor, span, ticket);
  if (standings === null || standings.size === 0) return null;
  const shownBy = evidenceOf(room, [actor], request);
  const sends = nickname in sentTypes;
  const sets = nickname === 'set_topic' || nickname === 'send_state_event';
  const refused = forMembers[nickname];
  const refuse = (because: string): Ruling | null =>
    refused === undefined
      ? null
      : { owes: 'refused', requirement: refused, statusRequirement: refused, because, shownBy };
  const allow = (because: string): Ruling | null => {
    // What is not there is judged elsewhere.
    if (mayBeAbsent(request)) return null;
    const requirement = nickname === 'get_topic' ? 'GTOPIC-07' : offered[nickname];
    return { owes: 'allowed', requirement, statusRequirement: requirement, because, shownBy };
  };
  if (!standings.has('join')) {
    const words = [...standings].map((one) => wordsFor[one]).join(' or ');
    const because = `the one who asks ${words} in the room`;
    if (sends) return refuse(because);
    // A write that changes nothing may succeed for anybody.
    if (sets) return writesWhatIsThere(request) ? null : refuse(because);
    const stranger = [...standings].every((one) => one === 'none' || one === 'invite');
    const isClosed = room.visibility === 'private' && !room.mayBeReadByAll;
    return stranger && isClosed ? refuse(because) : null;
  }
  if (standings.size > 1) return null;
  const because = 'the one who asks is joined to the room';
  if (sends) return room.powersAreFounding && isPlain(request) ? allow(because) : null;
  if (!sets) return allow(because);
  if (!room.powersAreFounding) return null;
  if (actor === room.creator)
    return isPlain(request) ? allow('the one who asks made the room') : null;
  return writesWhatIsThere(request) ? null : refuse('the one who asks has no power in the room');
}

/** Whether everything about a request is known that a ruling rests on. */
export const mayBeRuled = ({ happened, room }: InRoom): boolean =>
  room.isWhole && isRight(happened.asked);
