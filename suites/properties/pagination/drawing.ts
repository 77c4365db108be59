import type { Chance, Drawing } from '../../../harness/model/series.ts';
import type { Way } from '../../../harness/model/dialect.ts';
import {
  books,
  type Kind,
  type Manner,
  type Name,
  type RoomNumber,
  type Send,
  type Step,
  texts,
} from './steps.ts';
import type { Known } from './target.ts';

/** The sizes that pages may have: what goes wrong with one size only is not found by chance. */
const sizes = [2, 7, 3, 5, 1, 4, 6, 10, 8, 9, 12, 11, 20, 50, 100] as const;

/** The most events of one room: more than a default run ever comes to. */
const mostEvents = 300;

/** Every so many rooms one is long, and walked through on large pages: what is lost far back shows there alone. */
const longEvery = 4;
const longSizes = [10, 20, 50, 100] as const;

/**
 * Rooms grow from run to run, so that on a slow target something is judged soon; and every size of a page has
 * its turn before any comes again.
 */
class Dealer {
  #drawn = 0;
  #sizes: number[] = [];

  /** How many events the next room may have. */
  room(): number {
    this.#drawn += 1;
    return Math.min(mostEvents, 2 + 5 * this.#drawn);
  }

  /** Whether the last room is a long one. */
  isLong(): boolean {
    return this.#drawn % longEvery === 2;
  }

  /** @param events of the room: a page that is not full shows less */
  size(chance: Chance, events: number): number {
    if (this.#sizes.length === 0) this.#sizes = [...sizes];
    const fitting = this.#sizes.filter((size) => size <= events);
    const size = chance.weigh(fitting.length > 0 ? fitting : this.#sizes, () => 1) ?? 2;
    this.#sizes.splice(this.#sizes.indexOf(size), 1);
    return size;
  }
}

/** Rooms with all sorts of events, and walks through them. */
export function walks(known: Known): Drawing<Step> {
  const dealer = new Dealer();
  return {
    draw(chance) {
      const most = dealer.room();
      const isLong = dealer.isLong();
      const left = isLong ? 64 + chance.below(40) : chance.below(most + 1);
      const size = (): number => (isLong ? chance.pick(longSizes) : dealer.size(chance, left));
      const two = chance.below(3) === 0;
      const steps: Step[] = [{ do: 'create', room: 1 }];
      if (two) steps.push({ do: 'create', room: 2 }, sending(chance, 2, 3));
      steps.push(...filling(chance, left));
      if (two) steps.push(sending(chance, 2, 3));
      const walk = (): Step => ({ do: 'walk', ...manner(known, chance, size(), isWithBob(steps)) });
      steps.push(walk(), walk(), ...(isLong ? [] : [walk(), walk()]));
      if (chance.below(2) === 0)
        steps.push({ do: 'sync', room: 1, who: 'alice', limit: dealer.size(chance, left) });
      if (chance.below(3) === 0) steps.push({ do: 'members', room: 1, who: 'alice', limit: 2 });
      return steps;
    },
    simpler,
    simplerSeries,
  };
}

/** Walks under way while others write. */
export function walksAmongWriters(known: Known): Drawing<Step> {
  const dealer = new Dealer();
  return {
    draw(chance) {
      const most = Math.min(40, dealer.room());
      const steps: Step[] = [{ do: 'create', room: 1 }, ...filling(chance, 3 + chance.below(most))];
      const book = chance.pick(books);
      const open = (of: (typeof books)[number]): Step => ({
        do: 'open',
        book: of,
        ...manner(known, chance, 1 + chance.below(7), isWithBob(steps)),
      });
      steps.push(open(book));
      const rounds = 2 + chance.below(5);
      for (let i = 0; i < rounds; i += 1) {
        const of = chance.below(3) === 0 ? chance.pick(books) : book;
        steps.push(sending(chance, 1, 3));
        const dice = chance.below(8);
        if (dice === 0) steps.push(open(of));
        else if (dice === 1) steps.push({ do: 'bound', book: of });
        else if (dice < 4) steps.push({ do: 'again', book: of });
        else steps.push({ do: 'turn', book: of, times: 1 + chance.below(2) });
      }
      if (chance.below(2) === 0) steps.push({ do: 'bound', book });
      return steps;
    },
    simpler,
    simplerSeries,
  };
}

const who = ['alice', 'alice', 'alice', 'bob', 'carol'] as const;

/** Steps that send so many events into room 1, members coming in between. */
function filling(chance: Chance, events: number): readonly Step[] {
  const steps: Step[] = [];
  const inside = new Set<Name>(['alice']);
  for (let left = events; left > 0;) {
    const dice = chance.below(8);
    if (dice === 0) {
      const guest = chance.pick(['bob', 'carol']);
      steps.push({ do: 'bring', room: 1, who: guest });
      inside.add(guest);
    } else if (dice === 1)
      steps.push({ do: 'refused', room: 1, who: chance.pick(['bob', 'carol']) });
    else {
      const step = sending(chance, 1, Math.min(left, Math.ceil(events / 3)), inside);
      steps.push(step);
      left -= step.times;
    }
    if (dice < 2) left -= 1;
  }
  return steps;
}

/** @param inside who is in the room, where that is foreseen; alice sends what nobody else can */
function sending(
  chance: Chance,
  room: RoomNumber,
  most: number,
  inside: ReadonlySet<Name> | null = null,
): Send {
  const drawn = chance.pick(who);
  const sender = inside === null || inside.has(drawn) ? drawn : 'alice';
  const kind: Kind =
    sender === 'alice'
      ? chance.pick(['message', 'message', 'event', 'topic', 'state'])
      : chance.pick(['message', 'event']);
  const times = 1 + chance.below(Math.max(1, most));
  return { do: 'send', room, who: sender, kind, text: chance.below(texts.length), times };
}

const isWithBob = (steps: readonly Step[]): boolean =>
  steps.some((step) => step.do === 'bring' && step.room === 1 && step.who === 'bob');

/** Mostly by what is declared, where that shows anything. */
function manner({ ways }: Known, chance: Chance, limit: number, withBob: boolean): Manner {
  const weight = (way: Way): number => (way.name === 'plain' ? 2 : 1);
  const way = chance.weigh(ways, weight)?.name ?? 'back';
  const reader = chance.pick(['alice', 'alice', 'bob']);
  return { room: 1, who: withBob ? reader : 'alice', way, limit };
}

/** Neighbouring steps that send are simpler as one. */
function simplerSeries(steps: readonly Step[]): readonly (readonly Step[])[] {
  return steps.flatMap((step, i) => {
    const next = steps[i + 1];
    if (step.do !== 'send' || next?.do !== 'send' || step.room !== next.room) return [];
    const one: Send = { ...step, times: step.times + next.times };
    return [[...steps.slice(0, i), one, ...steps.slice(i + 2)]];
  });
}

/** One event is simpler than many, alice than others, a small page than a large one. */
function simpler(step: Step): readonly Step[] {
  const steps: Step[] = [];
  if ('times' in step && step.times > 1) {
    const fewer = [1, Math.floor(step.times / 2), step.times - 1];
    steps.push(...[...new Set(fewer)].map((times) => ({ ...step, times })));
  }
  if (step.do === 'send' && step.who !== 'alice') steps.push({ ...step, who: 'alice' });
  if (step.do === 'send' && step.text > 0) steps.push({ ...step, text: 0 });
  if (step.do === 'send' && step.kind !== 'message') steps.push({ ...step, kind: 'message' });
  if ('limit' in step) {
    const smaller = [2, 3, Math.floor(step.limit / 2), step.limit - 1].filter(
      (limit) => limit > 1 && limit < step.limit,
    );
    steps.push(...[...new Set(smaller)].map((limit) => ({ ...step, limit })));
    if (step.who !== 'alice') steps.push({ ...step, who: 'alice' });
  }
  return steps;
}
