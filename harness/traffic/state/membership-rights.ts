import type { Grade } from '../../document/statements.ts';
import { cellOf } from '../../model/cells.ts';
import { type Membership, type Relation, ruleOf, type Rule } from '../../model/membership.ts';
import type { RoomModel } from '../../model/room.ts';
import { evidenceOf, wordsFor } from './rights.ts';
import type { InRoom, Ruling } from './ruling.ts';
import type { Change } from './write.ts';

const ranks: Readonly<Record<Grade, number>> = {
  documented: 0,
  disputed: 1,
  implied: 2,
  convention: 3,
};
const rankOf = ({ grade }: Rule): number => (grade === null ? 4 : ranks[grade]);

/** Everything that a request may be in the table of memberships. */
interface Possible {
  readonly relations: readonly Relation[];
  readonly priors: readonly Membership[];
  readonly visibilities: readonly RoomModel['visibility'][];
}

function possibleIn(request: InRoom, { target }: Change): Possible | null {
  const { room, actor, span, happened } = request;
  const { ticket } = happened.asked;
  const { creator } = room;
  const priors = room.standingsOf(target, span, ticket);
  if (priors === null || creator === null || !room.isJoined(creator, span, ticket)) return null;
  const visibilities: readonly RoomModel['visibility'][] =
    room.visibility === null ? ['private', 'public'] : [room.visibility];
  const found = { priors: [...priors], visibilities };
  if (actor === target) return actor === creator ? null : { ...found, relations: ['self'] };
  const standings = room.standingsOf(actor, span, ticket);
  if (standings === null) return null;
  const relations: Relation[] = [];
  if (standings.has('join')) {
    if (!room.powersAreFounding || actor === creator) relations.push('creator');
    if (!room.powersAreFounding || actor !== creator) relations.push('member');
  }
  if (standings.size > 1 || !standings.has('join')) relations.push('outsider');
  return { ...found, relations };
}

/**
 * What the table of memberships says about a change, whichever of the possible memberships are the real ones.
 * @param reach called with the cell of the table, where only one is possible
 */
export function rulingOnChange(
  request: InRoom,
  change: Change,
  reach: (cell: number) => void,
): Ruling | null {
  const { room, nickname, actor } = request;
  const { requested, target } = change;
  const possible = possibleIn(request, change);
  if (possible === null || requested === 'knock') return null;
  const form = nickname === 'set_membership' ? 'set_membership' : 'short';
  const rules = possible.relations.flatMap((relation) =>
    possible.priors.flatMap((prior) =>
      possible.visibilities.map((visibility) =>
        ruleOf({ visibility, relation, requested, prior, form }),
      ),
    ),
  );
  const [prior] = possible.priors;
  const [visibility] = possible.visibilities;
  if (rules.length === 1 && prior !== undefined && visibility !== undefined)
    reachCell(request, change, prior, visibility, reach);
  const [first] = rules.toSorted((a, b) => rankOf(b) - rankOf(a));
  if (first === undefined || first.kind === 'free') return null;
  if (rules.some(({ kind }) => kind !== first.kind)) return null;
  const who = actor === target ? 'who asks for it' : 'whom it is about';
  const words = possible.priors.map((one) => wordsFor[one]).join(' or ');
  const rights = `${possible.relations.join(' or ')} of a ${possible.visibilities.join(' or ')} room`;
  const because =
    actor === target
      ? `the one ${who} ${words} in a ${possible.visibilities.join(' or ')} room`
      : `the one ${who} ${words}, and the one who asks is ${rights}`;
  const { requirement, statusRequirement } = first;
  const shownBy = evidenceOf(room, [actor, target], request);
  return { owes: first.kind, requirement, statusRequirement, because, shownBy };
}

function reachCell(
  { room, actor, span, happened }: InRoom,
  { target, requested }: Change,
  prior: Membership,
  visibility: RoomModel['visibility'],
  reach: (cell: number) => void,
): void {
  if (requested === 'knock') return;
  const [own] = room.standingsOf(actor, span, happened.asked.ticket) ?? [];
  const members = new Map([[target, prior]]);
  if (own !== undefined && actor !== target) members.set(actor, own);
  reach(cellOf({ visibility, creator: room.creator ?? '', members }, { actor, target, requested }));
}
