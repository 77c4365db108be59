import { type Arbitrary, array, constant, constantFrom, oneof, shuffledSubarray } from 'fast-check';
import {
  among,
  asDrawn,
  defineSteps,
  inOrder,
  listOf,
  type Request,
  type StepOf,
  userOf,
} from '../../../harness/model/index.ts';
import { hasForm, type Offers } from '../shared/membership-requests.ts';

/** Alice created the room, carol may be in it, and every request is about bob. */
const clients = ['alice 1', 'alice 2', 'bob 1', 'bob 2', 'carol 1'] as const;
const deeds = ['invite', 'join', 'leave', 'ban', 'read'] as const;
const starts = ['none', 'invite', 'join', 'left', 'ban'] as const;

export const steps = defineSteps({
  together: {
    acts: listOf({
      client: asDrawn(among(...clients)),
      does: asDrawn(among(...deeds)),
      way: among('set_membership', 'post'),
    }),
    visibility: among('private', 'public'),
    /** What bob is before the race. */
    start: among(...starts),
  },
});
export type Step = StepOf<typeof steps>;
export type Act = Step['acts'][number];

/** Whether a client can make a request, and the target offers it: bob comes and goes, the others act on him. */
export function isPossible({ client, does, way }: Act, offers: Offers): boolean {
  const actor = userOf(client);
  const isBob = actor === 'bob';
  if (does === 'read') return !isBob && way === 'set_membership';
  if (isBob ? does === 'invite' || does === 'ban' : does === 'join') return false;
  return hasForm({ actor, target: 'bob', requested: does }, way) && offers(does, way);
}

export const wordsOf = ({ actor, requested }: Request): string => {
  if (actor === 'bob') return requested;
  return requested === 'leave' ? 'kick bob' : `${requested} bob`;
};

const everyAct: readonly Act[] = clients.flatMap((client) =>
  deeds.flatMap((does) =>
    (['set_membership', 'post'] as const).map((way) => ({ client, does, way })),
  ),
);

/** What bob is, what alice asks and what bob asks: pairs that a server must not answer from what it read before. */
type Conflict = readonly [Step['start'], alice: Act['does'], bob: Act['does']];
const conflicts: readonly Conflict[] = [
  ['invite', 'ban', 'join'],
  ['invite', 'invite', 'join'],
  ['invite', 'invite', 'join'],
  ['join', 'ban', 'join'],
  ['join', 'ban', 'leave'],
  ['join', 'invite', 'leave'],
  ['join', 'leave', 'join'],
];

/**
 * Mostly a conflict of two, with another act or none; otherwise up to six acts of anybody.
 * @param hasOpenRooms whether anyone can join a public room; otherwise every room is private
 */
export function drawStep(offers: Offers, hasOpenRooms: boolean): Arbitrary<Step> {
  const visibility = hasOpenRooms
    ? constantFrom('private', 'private', 'public')
    : constant('private');
  const possible = everyAct.filter((act) => isPossible(act, offers));
  /** One act that is possible, or none. */
  const actWhere = (isWanted: (act: Act) => boolean): Arbitrary<readonly Act[]> => {
    const wanted = possible.filter(isWanted);
    return wanted.length === 0 ? constant([]) : constantFrom(...wanted).map((act) => [act]);
  };
  const anyAct = oneof(
    { weight: 1, arbitrary: actWhere(({ does }) => does === 'read') },
    { weight: 9, arbitrary: actWhere(({ does }) => does !== 'read') },
  );
  const conflict = ([start, alices, bobs]: Conflict): Arbitrary<Step> =>
    steps.draw('together', {
      visibility,
      start: constant(start),
      acts: inOrder<Act>(
        inEitherOrder(
          actWhere(({ client, does }) => client === 'alice 1' && does === alices),
          actWhere(({ client, does }) => client === 'bob 1' && does === bobs),
        ),
        array(anyAct, { maxLength: 1 }),
      ).filter((acts) => acts.length > 0),
    });
  const crowd = steps.draw('together', {
    visibility,
    acts: inOrder<Act>(array(anyAct, { minLength: 2, maxLength: 6 })),
  });
  return oneof(
    { weight: 3, arbitrary: constantFrom(...conflicts).chain(conflict) },
    { weight: 1, arbitrary: crowd },
  );
}

const inEitherOrder = <T>(one: Arbitrary<T>, other: Arbitrary<T>): Arbitrary<readonly T[]> =>
  shuffledSubarray([one, other], { minLength: 2 }).chain(([first = one, second = other]) =>
    inOrder<T>(first, second),
  );
