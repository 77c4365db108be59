import {
  type Arbitrary,
  array,
  constant,
  constantFrom,
  integer,
  oneof,
  type Random,
  shuffledSubarray,
} from 'fast-check';
import { inOrder } from '../../../harness/model/index.ts';
import type { Known } from './probe.ts';
import { type Send, type Step, steps } from './steps.ts';

const one = constant(1 as const);
const two = constant(2 as const);
const alice = constant('alice' as const);

/** Mostly by alice, who alone may set state. */
function send(room: Arbitrary<1 | 2>, most: number): Arbitrary<Send> {
  const times = integer({ min: 1, max: most });
  const alices = constantFrom('message', 'message', 'event', 'topic', 'state');
  const ofOthers = { who: constantFrom('bob', 'carol'), kind: constantFrom('message', 'event') };
  return oneof(
    { weight: 3, arbitrary: steps.draw('send', { room, who: alice, kind: alices, times }) },
    { weight: 1, arbitrary: steps.draw('send', { room, ...ofOthers, times }) },
  );
}

/** Events of all sorts for room 1; in between users join, and others are refused. */
const filling = array(
  oneof(
    { weight: 6, arbitrary: send(one, 8) },
    { weight: 1, arbitrary: steps.draw('bring', { room: one }) },
    { weight: 1, arbitrary: steps.draw('refused', { room: one }) },
  ),
  { minLength: 1, maxLength: 6 },
);

/** How room 1 is read: mostly without a direction, which is all that is declared, and by somebody in it. */
function reading({ ways }: Known, limit: Arbitrary<number>) {
  const names = ways.map(({ name }) => name);
  const plain = names.filter((name) => name === 'plain');
  const way = constantFrom(...names, ...plain);
  return { room: one, who: constantFrom('alice', 'alice', 'alice', 'bob'), way, limit };
}

/** A fault may show at one size of pages alone, and reading costs less than writing: so each room is read at five. */
const fiveSizes = shuffledSubarray([7, 2, 3, 5, 1, 4, 6, 8, 9, 10, 11, 12], {
  minLength: 5,
  maxLength: 5,
});

/** A room in so many is long. Reading it costs less than filling it, so it is read more often than others. */
const longOnceIn = 12;

/**
 * Draws rooms that are read once they are filled. Now and then one is long: what is lost far back shows there alone. The
 * second one is, so that no search is without.
 */
export function drawWalks(known: Known): (random: Random) => readonly Step[] {
  const walk = (limit: Arbitrary<number>): Arbitrary<Step> =>
    steps.draw('walk', reading(known, limit));
  const short = inOrder<Step>(
    steps.draw('create', { room: one }),
    array(inOrder<Step>(steps.draw('create', { room: two }), send(two, 3)), { maxLength: 1 }),
    filling,
    array(send(two, 3), { maxLength: 1 }),
    fiveSizes.chain((sizes) => inOrder<Step>(...sizes.map((size) => walk(constant(size))))),
    steps.draw('sync', { room: one, who: alice, limit: integer({ min: 1, max: 12 }) }),
    array(steps.draw('members', { room: one, who: alice, limit: two }), { maxLength: 1 }),
  );
  const long = inOrder<Step>(
    steps.draw('create', { room: one }),
    steps.draw('send', {
      room: one,
      who: alice,
      kind: constant('message'),
      times: integer({ min: 98, max: 103 }),
    }),
    ...[1, 2, 3, 4].map(() => walk(constantFrom(20, 50, 100))),
  );
  let drawn = 0;
  return (random) => {
    drawn += 1;
    const arbitrary = drawn % longOnceIn === 2 ? long : short;
    return arbitrary.generate(random, undefined).value;
  };
}

/** Walks under way while others write. */
export function drawWalksAmongWriters(known: Known): Arbitrary<readonly Step[]> {
  const book = constantFrom('red', 'red', 'blue');
  const open = steps.draw('open', { ...reading(known, integer({ min: 1, max: 7 })), book });
  return inOrder<Step>(
    steps.draw('create', { room: one }),
    filling,
    open,
    array(
      inOrder<Step>(
        send(one, 3),
        oneof(
          { weight: 4, arbitrary: steps.draw('turn', { book }) },
          { weight: 2, arbitrary: steps.draw('again', { book }) },
          { weight: 1, arbitrary: steps.draw('bound', { book }) },
          { weight: 1, arbitrary: open },
        ),
      ),
      { minLength: 2, maxLength: 6 },
    ),
    array(steps.draw('bound', { book }), { maxLength: 1 }),
  );
}

/** Two neighbouring steps that send are simpler as one, which an array cannot know. */
export function mergeSends(series: readonly Step[]): readonly (readonly Step[])[] {
  return series.flatMap((step, i) => {
    const next = series[i + 1];
    if (step.do !== 'send' || next?.do !== 'send' || step.room !== next.room) return [];
    const merged: Step = { ...step, times: step.times + next.times };
    return [[...series.slice(0, i), merged, ...series.slice(i + 2)]];
  });
}
