import type { RequirementId } from '../../document/ids.ts';
import type { Profile } from '../../document/profile.ts';
import type { Happened } from './happened.ts';
import type { ServerMemory } from './server-memory.ts';
import { isRead } from './refusals.ts';
import { judgeRuling } from './judge-ruling.ts';
import { rulingOnChange } from './membership-rights.ts';
import { mayBeRuled, rulingOnUse } from './rights.ts';
import type { InRoom } from './ruling.ts';
import type { Room } from './room.ts';
import type { Wrong } from './verdict.ts';
import { changeOf, isMembershipOperation } from './write.ts';

/** What a room says about a request. */
export interface Ruled {
  readonly found: readonly Wrong[];
  /** Why it is refused; null where it is not, or that is not known. */
  readonly refusedFor: RequirementId | null;
}

/** Judges whether a request was allowed or refused as its room asks for; null where that is not known. */
export function rule(
  happened: Happened,
  user: string,
  memory: ServerMemory,
  profile: Profile,
  reach: (cell: number) => void,
): Ruled | null {
  const { asked, answered, span } = happened;
  const { matched } = asked;
  const room = roomOf(happened, memory);
  if (matched.kind !== 'operation' || answered === null || room === null) return null;
  const { nickname } = matched;
  const request: InRoom = { happened, nickname, room, actor: user, span, profile };
  if (!mayBeRuled(request)) return null;
  const change = isMembershipOperation(nickname) ? changeOf(asked, user) : null;
  if (isMembershipOperation(nickname) && change === null) return null;
  if (change !== null && change.target !== user && !memory.whose.acts(change.target)) return null;
  const ruling = change === null ? rulingOnUse(request) : rulingOnChange(request, change, reach);
  if (ruling === null) return null;
  const found = judgeRuling(request, ruling, memory.met);
  if (found.length === 0) memory.met.add(ruling.requirement);
  if (found.length === 0 && ruling.owes === 'allowed' && !isRead(nickname) && change === null)
    room.member(user).owedAt(span)?.value.seenIn.add(nickname);
  const refusedFor = ruling.owes === 'refused' ? ruling.requirement : null;
  if (found.length === 0 || ruling.owes === 'refused') return { found, refusedFor };
  // An alias that was asked for again, and refused, leads nowhere since.
  const alias = matched.parameters['roomAliasOrId'] ?? '';
  if (
    found.some(({ requirement }) => requirement === 'CREATE-17') &&
    memory.aliases.isContested(alias)
  )
    return { found: found.map((one) => ({ ...one, requirement: 'CREATE-12' })), refusedFor };
  if (isRead(nickname) && isLate(request, memory)) return { found: [], refusedFor };
  if (!memory.replays.wasRefused(asked)) return { found, refusedFor };
  return { found: found.map((one) => ({ ...one, requirement: 'CONV-21' })), refusedFor };
}

/** Whether a read was refused because it came so soon after its reader joined. */
function isLate({ room, actor, span, happened }: InRoom, { lateness }: ServerMemory): boolean {
  const owed = room.member(actor).owedAt(span);
  return owed !== null && lateness.excuses(owed, span, happened.asked.ticket);
}

function roomOf({ asked: { matched } }: Happened, { rooms, aliases }: ServerMemory): Room | null {
  if (matched.kind !== 'operation') return null;
  const { nickname, parameters } = matched;
  const reference = parameters['roomAliasOrId'] ?? '';
  const id =
    nickname !== 'join'
      ? (parameters['roomId'] ?? null)
      : reference.startsWith('!')
        ? reference
        : aliases.roomOf(reference);
  return id === null || !rooms.has(id) ? null : rooms.get(id);
}
