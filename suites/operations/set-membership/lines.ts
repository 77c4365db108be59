import type { Visibility } from '../../../harness/world/rooms.ts';
import type { Actor, Blame, Cell, Prior, Requested, Route, Row } from './table.ts';

/** A row of the table for one kind of room, one actor and one route, with the cells of one outcome. */
export interface Line {
  readonly visibility: Visibility;
  readonly actor: Actor;
  readonly requested: Requested;
  readonly route: Route;
  readonly status: Cell['status'];
  readonly cells: readonly (readonly [Prior, Cell])[];
}

/** The order in which a room is walked through the prior states. */
const priors: readonly Prior[] = ['none', 'invite', 'join', 'left', 'kicked', 'ban'];

/** The lines of a row, each the stuff of one case. */
export function linesOf(row: Row): readonly Line[] {
  const lines: Line[] = [];
  for (const visibility of row.rooms) {
    for (const actor of row.actors) {
      for (const route of ['put', 'rpc'] as const) {
        for (const status of [200, 403] as const) {
          const cells = priors.flatMap((prior) => {
            const cell = row.cells[prior];
            const asked = cell?.status === status && hasRoute(actor, row.requested, route);
            return asked ? [[prior, cell] as const] : [];
          });
          const line = { visibility, actor, requested: row.requested, route, status, cells };
          if (cells.length > 0) lines.push(line);
        }
      }
    }
  }
  return lines;
}

/** join_room and leave are about the caller; nobody can ask them for somebody else. */
const hasRoute = (actor: Actor, requested: Requested, route: Route): boolean =>
  route === 'put' || actor === 'self' || requested === 'invite' || requested === 'ban';

/** Whom to blame for a cell, by the line's route. */
export const blameOf = ({ route }: Line, cell: Cell): Blame =>
  route === 'rpc' ? (cell.rpc ?? cell.put) : cell.put;

const operations = { invite: 'invite', join: 'join_room', leave: 'leave', ban: 'ban' } as const;

const wordsFor = {
  creator: 'the creator',
  member: 'a member of default power',
  stranger: 'a stranger',
  invited: 'an invited user',
  left: 'a user who left',
  banned: 'a banned user',
} as const;

const verbs = { invite: 'invite', join: 'force to join', leave: 'kick', ban: 'ban' } as const;
const ownVerbs = {
  invite: 'invite itself',
  join: 'join',
  leave: 'leave',
  ban: 'ban itself',
} as const;

const states = {
  none: 'a stranger',
  invite: 'invited',
  join: 'joined',
  left: 'gone',
  kicked: 'kicked',
  ban: 'banned',
} as const;

const canOf = ({ status }: Line): string => (status === 200 ? 'can' : 'cannot');
const verbOf = ({ actor, requested }: Line): string =>
  actor === 'self' ? ownVerbs[requested] : verbs[requested];

/** The last part of a case's id. */
export const idOf = (line: Line): string =>
  [line.visibility, line.actor, canOf(line), verbOf(line), 'by', line.route]
    .join('-')
    .replaceAll(' ', '-');

/** A sentence about the server. */
export function titleOf(line: Line): string {
  const operation = line.route === 'put' ? 'set_membership' : operations[line.requested];
  const act = `${canOf(line)} ${verbOf(line)} by ${operation}`;
  const words = line.cells.map(([prior]) => states[prior]);
  const whoever = `a user who is ${[words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' or ')}`;
  return line.actor === 'self'
    ? `In a ${line.visibility} room ${whoever} ${act}`
    : `In a ${line.visibility} room ${wordsFor[line.actor]} ${act} ${whoever}`;
}
