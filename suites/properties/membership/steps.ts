import {
  among,
  asDrawn,
  defineSteps,
  type Membership,
  membershipIn,
  type RoomModel,
  type StepOf,
} from '../../../harness/model/index.ts';
import { names, type Way, ways } from '../shared/membership-requests.ts';
import { roomNumber } from '../shared/rooms.ts';

const name = asDrawn(among(...names));
const anyRoom = asDrawn(roomNumber);

export const steps = defineSteps({
  create: {
    room: anyRoom,
    visibility: asDrawn(among('private', 'public')),
    actor: among(...names),
  },
  move: {
    room: anyRoom,
    actor: name,
    target: name,
    requested: asDrawn(among('invite', 'join', 'leave', 'ban')),
    way: among(...ways),
    // The user in the room who checks the outcome. Somebody outside stands for the creator.
    watcher: among(...names, 'nobody'),
  },
  /** The actor's last request with a txnId once more. */
  again: { actor: name },
  read: { room: anyRoom, reader: name, of: name, view: among('member', 'members') },
});
export type Step = StepOf<typeof steps>;
export type Move = Extract<Step, { do: 'move' }>;

const descriptions: Readonly<Record<Membership, string>> = {
  none: 'a stranger',
  invite: 'who is invited',
  join: '',
  left: 'who left',
  kicked: 'who was removed',
  ban: 'who is banned',
};

const wayWords: Readonly<Record<Way, string>> = {
  set_membership: 'by set_membership',
  post: 'by POST',
  txn: 'by PUT with a txnId',
};

/** A move as a sentence, with what its users are in the room now. */
export function sentenceOf(model: RoomModel, { actor, target, requested, way, ...move }: Move) {
  const described = (user: string, comma: string): string => {
    const words = descriptions[membershipIn(model, user)];
    return words === '' ? user : `${user}, ${words}${comma}`;
  };
  const [who, whom] = [described(actor, ','), described(target, ',')];
  const room = `room ${move.room}`;
  const own = {
    invite: `invites itself to ${room}`,
    join: `joins ${room}`,
    leave: `leaves ${room}`,
    ban: `bans itself from ${room}`,
  };
  const others = {
    invite: `invites ${whom} to ${room}`,
    join: `sets ${whom} to join in ${room}`,
    leave: `sets ${whom} to leave in ${room}`,
    ban: `bans ${whom} from ${room}`,
  };
  return `${who} ${(actor === target ? own : others)[requested]}, ${wayWords[way]}`;
}
