import { oneOf, onceIn, shuffled, type Source } from '../shared/random.ts';
import type { RoomNumber } from '../shared/rooms.ts';
import { type ContentName, contentNames } from './contents.ts';
import type { Known } from './probe.ts';
import { type Guest, guests, type Move, moveForms, moves, type Name, names } from './steps.ts';
import { type Send, sendForms, sortNumbers, type Step } from './steps.ts';
import { slotNameOf } from './settings.ts';
import { isAllowed } from './moves.ts';

/** A room of the series, as it will be if the target accepts what it must. */
interface PredictedRoom {
  readonly number: RoomNumber;
  readonly isPublic: boolean;
  readonly memberships: Map<Name, string>;
  /** Whether there is a message that feedback can be about. */
  hasMessage: boolean;
  /** The slots of settings that were written. */
  readonly written: Set<string>;
}

/** How many steps of each kind follow when users have come in: of feedback fewer, since little of it is written. */
const counts = { message: 4, event: 4, feedback: 1, set: 6, move: 4 } as const;
type Kind = keyof typeof counts;

const plan: readonly Kind[] = (['message', 'event', 'feedback', 'set', 'move'] as const).flatMap(
  (kind) => Array.from({ length: counts[kind] }, () => kind),
);

/** Little feedback is sent: which of two things it says matters more than what stands beside it. */
const feedbackSorts = [1, 2] as const;

const keyOfAll = (one: object): string => Object.values(one).join(' ');

const mildMoves = moves.filter((move) => move !== 'ban');

/**
 * Draws series of changes of all kinds. Faults exist that show only where an operation, a form of its request, a sender
 * and a content come together. So what was sent least often until now is sent next, and a search comes to nearly all
 * that there is instead of to some of it twice.
 */
export function createDraw(
  known: Pick<Known, 'membersInvite' | 'offers' | 'settings'>,
): (source: Source) => readonly Step[] {
  const uses = new Map<string, number>();

  /** One of the values that were chosen least often, by what they have in common with others. */
  function leastUsed<T>(source: Source, list: readonly T[], keyOf: (one: T) => string): T | null {
    const used = (one: T): number => uses.get(keyOf(one)) ?? 0;
    const fewest = Math.min(...list.map(used));
    const [first, ...more] = list.filter((one) => used(one) === fewest);
    if (first === undefined) return null;
    const chosen = oneOf(source, [first, ...more]);
    uses.set(keyOf(chosen), fewest + 1);
    return chosen;
  }

  const drawContent = (source: Source, what: string): ContentName =>
    leastUsed(source, contentNames, (content) => `${what} ${content}`) ?? 'plain';

  function drawMove(
    source: Source,
    room: PredictedRoom,
    whose: readonly Guest[],
    wanted: readonly Move['move'][],
  ): Step[] {
    const possible = whose.flatMap((who) =>
      wanted.flatMap((move) =>
        moveForms.flatMap((form) =>
          names.flatMap((by) => {
            const one = { who, move, form, by };
            const isPossible =
              known.offers(move, form) &&
              isAllowed({ ...room, membersInvite: known.membersInvite }, one);
            return isPossible ? [one] : [];
          }),
        ),
      ),
    );
    const chosen = leastUsed(source, possible, ({ who, move, form, by }) =>
      [room.isPublic, move, form, by === 'alice', room.memberships.get(who)].join(' '),
    );
    if (chosen === null) return [];
    const { move, form } = chosen;
    const content = form === 'set_membership' ? drawContent(source, `move ${move}`) : 'plain';
    room.memberships.set(chosen.who, move === 'kick' ? 'leave' : move);
    return [{ do: 'move', room: room.number, ...chosen, content }];
  }

  function drawSend(source: Source, room: PredictedRoom, wanted: Send['kind']): Step[] {
    const kind = room.hasMessage ? wanted : 'message';
    const joined = names.filter((name) => room.memberships.get(name) === 'join');
    const requests = joined.flatMap((who) => sendForms.map((form) => ({ kind, who, form })));
    if (kind === 'feedback') {
      const possible = requests.flatMap((one) => feedbackSorts.map((sort) => ({ ...one, sort })));
      const chosen = leastUsed(source, possible, keyOfAll);
      const content = drawContent(source, kind);
      return chosen === null ? [] : [{ do: 'send', room: room.number, ...chosen, content }];
    }
    const possible = requests.flatMap((one) =>
      contentNames.map((content) => ({ ...one, content })),
    );
    const chosen = leastUsed(source, possible, keyOfAll);
    if (chosen === null) return [];
    const of = `${kind} ${chosen.who} ${chosen.form}`;
    const sort = leastUsed(source, sortNumbers, (number) => `${of} ${number}`) ?? 1;
    room.hasMessage ||= kind === 'message';
    return [{ do: 'send', room: room.number, sort, ...chosen }];
  }

  function drawSet(source: Source, room: PredictedRoom): Step[] {
    // What is replaced shows in messages alone, so mostly something else is written.
    const fresh = known.settings.filter((setting) => !room.written.has(slotNameOf(setting)));
    const settings = fresh.length === 0 || onceIn(source, 8) ? known.settings : fresh;
    const possible = settings.flatMap((setting) =>
      contentNames.map((content) => ({ setting, content })),
    );
    const chosen = leastUsed(source, possible, keyOfAll);
    if (chosen === null) return [];
    room.written.add(slotNameOf(chosen.setting));
    return [{ do: 'set', room: room.number, ...chosen }];
  }

  return (source) => {
    const steps: Step[] = [];
    const create = (number: RoomNumber): PredictedRoom => {
      const isPublic = oneOf(source, [false, true]);
      steps.push({ do: 'room', room: number, topic: isPublic });
      return {
        number,
        isPublic,
        memberships: new Map([['alice', 'join']]),
        hasMessage: false,
        written: new Set(),
      };
    };
    const bring = (room: PredictedRoom, users: readonly Guest[]): void => {
      for (const _ of users) {
        steps.push(...drawMove(source, room, users, ['invite']));
        steps.push(...drawMove(source, room, users, ['join']));
      }
    };
    const first = create(1);
    bring(first, guests);
    const rooms: [PredictedRoom, ...PredictedRoom[]] = [first, first, first];
    if (onceIn(source, 6)) {
      const second = create(2);
      bring(second, [oneOf(source, guests)]);
      rooms.push(second);
    }
    // Mostly one of the two stays, so that somebody else than the creator sends and reads.
    const movers = onceIn(source, 4) ? guests : [oneOf(source, guests)];
    const kinds = shuffled(source, plan);
    for (const [i, kind] of kinds.entries()) {
      const room = oneOf(source, rooms);
      if (kind === 'set') steps.push(...drawSet(source, room));
      else if (kind === 'move') {
        // Who is banned does nothing any more, so members are banned last.
        const isLast = !kinds.slice(i + 1).includes('move');
        const isInvited = movers.some((name) => room.memberships.get(name) === 'invite');
        steps.push(...drawMove(source, room, movers, isLast || isInvited ? moves : mildMoves));
      } else steps.push(...drawSend(source, room, kind));
    }
    // Now and then what is between the steps is looked at.
    if (onceIn(source, 4)) {
      const look = { do: 'look', room: 1, who: oneOf(source, guests) } as const;
      steps.splice(source.nextInt(5, steps.length), 0, look);
    }
    return steps;
  };
}
