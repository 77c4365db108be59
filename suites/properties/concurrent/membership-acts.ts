import { at } from '../../../harness/world/answers.ts';
import type { Visibility } from '../../../harness/world/rooms.ts';
import { type Together, userOf } from '../../../harness/model/race.ts';
import type { Request } from '../../../harness/model/room.ts';
import type { Chance } from '../../../harness/model/series.ts';
import { readRace } from './steps.ts';

/** Alice made the room, carol is in it, and all is about bob. */
const clients = ['alice 1', 'alice 2', 'bob 1', 'bob 2', 'carol 1'] as const;
export const deeds = ['invite', 'join', 'leave', 'ban', 'read'] as const;
export const ways = ['put', 'post'] as const;
const starts = ['none', 'invite', 'join', 'left', 'ban'] as const;

export interface Act {
  readonly client: (typeof clients)[number];
  readonly does: (typeof deeds)[number];
  /** The long form, or the short one. */
  readonly way: (typeof ways)[number];
}
export interface Step extends Together<Act> {
  readonly visibility: Visibility;
  /** Of bob, before. */
  readonly start: (typeof starts)[number];
}

/** Whether a request has its effect, made in a way, where nobody else does anything. */
export type Offers = (requested: Request['requested'], way: Act['way']) => boolean;

export const wordsOf = ({ actor, requested }: Request): string => {
  if (actor === 'bob') return requested;
  return requested === 'leave' ? 'kick bob' : `${requested} bob`;
};

/** What can be asked, by whom, in which way: bob may go and come, the others act on him, and he cannot look. */
export const isPossible = ({ client, does, way }: Act, offers: Offers): boolean => {
  const isBob = userOf(client) === 'bob';
  if (does === 'read') return !isBob && way === 'put';
  if (isBob ? does === 'invite' || does === 'ban' : does === 'join') return false;
  const hasForm = way === 'put' || isBob || does !== 'leave';
  return hasForm && offers(does, way);
};

const allActs: readonly Act[] = clients.flatMap((client) =>
  deeds.flatMap((does) => ways.map((way) => ({ client, does, way }))),
);

/** What must not be done at once by looking first and acting later: what bob is, what alice does, and bob. */
const duels: readonly [Duel, ...Duel[]] = [
  ['invite', 'ban', 'join'],
  ['invite', 'invite', 'join'],
  ['invite', 'invite', 'join'],
  ['join', 'ban', 'join'],
  ['join', 'ban', 'leave'],
  ['join', 'invite', 'leave'],
  ['join', 'leave', 'join'],
];
type Duel = readonly [Step['start'], alice: Act['does'], bob: Act['does']];

/** Mostly a duel, alone or in a crowd; else anybody does anything. Who begins is left to chance. */
export function drawFrom(chance: Chance, offers: Offers): Step {
  const possible = allActs.filter((act) => isPossible(act, offers));
  const among = (only: (act: Act) => boolean): readonly Act[] => {
    const act = chance.weigh(possible.filter(only), ({ does }) => (does === 'read' ? 0.25 : 1));
    return act === null ? [] : [act];
  };
  const isDuel = chance.below(4) > 0;
  const [start, alices, bobs] = chance.pick(duels);
  const alice = among(
    ({ client, does }) => client === 'alice 1' && (does === alices || (!isDuel && does !== 'read')),
  );
  const bob = among(({ client, does }) => client === 'bob 1' && (does === bobs || !isDuel));
  const crowd = Array.from({ length: isDuel ? chance.below(2) : chance.below(5) }, () =>
    among(({ client }) => client !== 'bob 2' || chance.below(2) === 0),
  ).flat();
  const pair = chance.below(2) === 0 ? [...alice, ...bob] : [...bob, ...alice];
  return {
    do: 'together',
    visibility: chance.pick(['private', 'private', 'public']),
    start: isDuel ? start : chance.pick(starts),
    acts: [...pair, ...crowd],
  };
}

export function readStep(value: unknown): Step | null {
  const visibility = (['private', 'public'] as const).find((v) => v === at(value, 'visibility'));
  const start = starts.find((each) => each === at(value, 'start'));
  const read = readRace(value, (act): Act | null => {
    const client = clients.find((each) => each === at(act, 'client'));
    const does = deeds.find((each) => each === at(act, 'does'));
    const way = ways.find((each) => each === at(act, 'way'));
    if (client === undefined || does === undefined || way === undefined) return null;
    const found: Act = { client, does, way };
    return isPossible(found, () => true) ? found : null;
  });
  return visibility === undefined || start === undefined || read === null
    ? null
    : { ...read, visibility, start };
}
