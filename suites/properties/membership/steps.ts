import type { Visibility } from '../../../harness/world/rooms.ts';
import type { Membership } from '../../../harness/model/membership.ts';
import { membershipIn, type Request, type RoomModel } from '../../../harness/model/room.ts';

/** The users of every run, and of its story. */
export const cast = ['alice', 'bob', 'carol', 'dave'] as const;
export type Name = (typeof cast)[number];

/** The long form, or the short form without or with a txnId. */
export type Way = 'put' | 'post' | 'txn';
export type RoomNumber = 1 | 2;

/** A step of a run. */
export type Step =
  | {
      readonly do: 'create';
      readonly room: RoomNumber;
      readonly visibility: Visibility;
      readonly actor: Name;
    }
  | (Move & { readonly do: 'move' })
  /** The actor's last request with a txnId once more. */
  | { readonly do: 'again'; readonly actor: Name }
  | {
      readonly do: 'read';
      readonly room: RoomNumber;
      readonly reader: Name;
      readonly of: Name;
      readonly view: 'member' | 'members';
    };

export interface Move extends Request {
  readonly room: RoomNumber;
  readonly actor: Name;
  readonly target: Name;
  readonly way: Way;
  /** Who looks at the outcome, where that is somebody in the room; else the creator looks, or nobody. */
  readonly watcher: Name | 'nobody';
}

const requests = ['invite', 'join', 'leave', 'ban'] as const;
const ways = ['put', 'post', 'txn'] as const;

/** A step as it comes from a file; null where it is none. */
export function readStep(value: unknown): Step | null {
  const at = (key: string): unknown => (isRecord(value) ? value[key] : undefined);
  const name = (key: string): Name | undefined => cast.find((n) => n === at(key));
  const room = ([1, 2] as const).find((n) => n === at('room'));
  const [actor, target] = [name('actor'), name('target')];
  const watcher = at('watcher') === 'nobody' ? 'nobody' : name('watcher');
  switch (at('do')) {
    case 'create': {
      const visibility = (['private', 'public'] as const).find((v) => v === at('visibility'));
      if (room === undefined || visibility === undefined || actor === undefined) return null;
      return { do: 'create', room, visibility, actor };
    }
    case 'move': {
      const requested = requests.find((r) => r === at('requested'));
      const way = ways.find((w) => w === at('way'));
      if (room === undefined || requested === undefined || way === undefined) return null;
      if (actor === undefined || target === undefined || watcher === undefined) return null;
      return { do: 'move', room, actor, target, requested, way, watcher };
    }
    case 'again':
      return actor === undefined ? null : { do: 'again', actor };
    case 'read': {
      const view = (['member', 'members'] as const).find((v) => v === at('view'));
      const [reader, of] = [name('reader'), name('of')];
      if (room === undefined || view === undefined) return null;
      return reader === undefined || of === undefined
        ? null
        : { do: 'read', room, reader, of, view };
    }
    default:
      return null;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether a request has the short form: join and leave are about the caller. */
export const hasShortForm = ({ actor, target, requested }: Request): boolean =>
  actor === target || requested === 'invite' || requested === 'ban';

const whoIs: Readonly<Record<Membership, string>> = {
  none: ', a stranger,',
  invite: ', who is invited,',
  join: '',
  left: ', who left,',
  kicked: ', who was kicked,',
  ban: ', who is banned,',
};

const formWords = { put: 'by set_membership', post: 'by POST', txn: 'by PUT with a txnId' };

/** A move as a sentence about what is now. */
export function sentenceOf(
  room: RoomModel,
  { actor, target, requested, way, ...move }: Move,
): string {
  const who = `${actor}${whoIs[membershipIn(room, actor)]}`;
  const whom = `${target}${whoIs[membershipIn(room, target)]}`.replace(/,$/, '');
  const where = `room ${move.room}`;
  const own = {
    invite: `invites itself to ${where}`,
    join: `joins ${where}`,
    leave: `leaves ${where}`,
    ban: `bans itself from ${where}`,
  };
  const others = {
    invite: `invites ${whom} to ${where}`,
    join: `asks for ${whom} to join ${where}`,
    leave: `asks for ${whom} to leave ${where}`,
    ban: `bans ${whom} from ${where}`,
  };
  return `${who} ${(actor === target ? own : others)[requested]}, ${formWords[way]}`;
}
