import {
  type Arbitrary,
  array,
  constant,
  constantFrom,
  integer,
  oneof,
  record,
  string,
  subarray,
  tuple,
} from 'fast-check';
import {
  among,
  between,
  defineSteps,
  inOrder,
  type Part,
  series,
  type StepOf,
} from '../../harness/model/index.ts';
import { compatible, drawnVariants } from '../../mock/worlds/dialect.ts';
import { type TroubleName, troubleNames } from './troubles.ts';

export const names = ['alice', 'bob', 'carol'] as const;
export type Name = (typeof names)[number];

/** The most rooms that a series has; the first one is the lobby. */
export const mostRooms = 3;

const texts = [
  ...([
    'hi',
    'yes',
    '',
    ' ',
    ' hi ',
    'a\nb',
    '\t',
    'é',
    'e\u0301',
    '世界',
    '🙂👩‍👩‍👧',
    'שלום',
  ] as const),
  ...(['<b>&amp;</b>', '%2F', '"\\', '\u202Eturned', 'null', 'x'.repeat(3000)] as const),
] as const;

const text: Part<string> = {
  schema: { type: 'string' },
  arbitrary: oneof(
    { weight: 2, arbitrary: among(...texts).arbitrary },
    { weight: 1, arbitrary: string({ unit: 'grapheme', maxLength: 12 }) },
  ),
};

const key = among('k', 'wall/left', 'a b', 'ä', '%2F', '?x=1#y', 'a+b');

/** What happens to the answers of the first requests of a step. */
const trouble: Part<readonly TroubleName[]> = {
  schema: { type: 'array', items: { enum: [...troubleNames] }, maxItems: 4 },
  arbitrary: array(among(...troubleNames).arbitrary, { maxLength: 4 }),
};

/** One kind of trouble, which comes once or twice: at once, or after a request or two. */
const drawnTrouble: Arbitrary<readonly TroubleName[]> = tuple(
  constantFrom(0, 0, 1, 1, 2),
  constantFrom(...troubleNames.slice(1)),
  constantFrom(1, 1, 2),
).map(([before, name, times]) => [
  ...Array.from({ length: before }, () => 'none' as const),
  ...Array.from({ length: times }, () => name),
]);

/** The readings that the server takes. */
const dialect: Part<readonly string[]> = {
  schema: { type: 'array', items: { enum: [...drawnVariants] }, uniqueItems: true },
  arbitrary: subarray([...drawnVariants]),
};

const who = among(...names);
const whom = among(...names);
const room = between(1, mostRooms);

/** The steps of a series. Users and rooms are named by words and numbers; the lobby is room 1. */
export const steps = defineSteps({
  world: { dialect, messages: between(0, 120) },
  create: { who, visibility: among('public', 'private'), alias: among(false, true), trouble },
  join: { who, room, by: among('id', 'alias'), trouble },
  enter: { who, room, trouble },
  leave: { who, room, trouble },
  invite: { who, whom, room, trouble },
  ban: { who, whom, room, trouble },
  set: { who, whom, room, membership: among('invite', 'join', 'leave', 'ban'), trouble },
  say: { who, room, text, trouble },
  state: { who, room, key, text, trouble },
  topic: { who, room, text, trouble },
  history: { who, room, trouble },
  members: { who, room, trouble },
  'get-topic': { who, room, trouble },
  'get-membership': { who, whom, room, trouble },
});

export type Step = StepOf<typeof steps>;
/** A step that a user takes, rather than the one that makes the world. */
export type UserStep = Exclude<Step, { readonly do: 'world' }>;

/** A step that reads what is so. */
export type ReadingStep = Extract<
  UserStep,
  { readonly do: 'history' | 'members' | 'get-topic' | 'get-membership' }
>;

const readingKinds: ReadonlySet<string> = new Set([
  'history',
  'members',
  'get-topic',
  'get-membership',
]);

export const isReading = (step: UserStep): step is ReadingStep => readingKinds.has(step.do);

type Kinds = readonly UserStep['do'][];
const talk: Kinds = ['say', 'say', 'history'];
const topics: Kinds = ['topic', 'get-topic'];
const memberships: Kinds = [
  ...(['join', 'enter', 'leave', 'invite', 'ban', 'set', 'members', 'get-membership'] as const),
];
const everything: Kinds = [...talk, ...topics, ...memberships, 'state', 'create'];

/** What the series of a property have. */
export interface Drawn {
  /** Whether the server takes readings of its own. */
  readonly dialects: boolean;
  /** Whether something happens to answers. */
  readonly troubles: boolean;
}

/** The users that are mostly in the lobby, and the one who mostly is not. */
const likely = oneof(
  { weight: 3, arbitrary: constantFrom<Name[]>('alice', 'bob') },
  { weight: 1, arbitrary: constant<Name>('carol') },
);

/**
 * Draws series, and shrinks them: steps are left out, readings and troubles taken away.
 * @param canDo whether the client can take a step of this kind; others would only be left out
 */
export function drawSeries(
  { dialects, troubles }: Drawn,
  canDo: (kind: UserStep['do']) => boolean,
): Arbitrary<readonly Step[]> {
  const focuses = [everything, talk, topics, memberships]
    .map((kinds) => kinds.filter(canDo))
    .filter((kinds) => kinds.length > 0);
  const nothing = constant<readonly TroubleName[]>([]);
  const onTheWay = troubles ? oneof(nothing, drawnTrouble, drawnTrouble) : nothing;
  const world = steps.draw('world', {
    dialect: dialects ? dialect.arbitrary.map(compatible) : constant([]),
    messages: constantFrom(0, 3, 60, 120),
  });
  // Few kinds of steps, rooms and texts at a time, so that things are done twice, and said twice: what a series leaves
  // out makes it find more (Groce et al., "Swarm Testing", 2012).
  const choices = record({
    kinds: constantFrom<Kinds[]>(...focuses),
    rooms: canDo('create') ? constantFrom(1, 1, 2, 3) : constant(1),
    texts: array(text.arbitrary, { minLength: 1, maxLength: 3 }),
  });
  const draw = choices.chain((chosen) =>
    inOrder<Step>(
      world,
      ...Array.from({ length: chosen.rooms - 1 }, () =>
        steps.draw('create', { who: likely, trouble: onTheWay }),
      ),
      array(drawStep(chosen, onTheWay), { minLength: 4, maxLength: 14, size: 'max' }),
    ),
  );
  return series<Step>({ draw, step: steps.any });
}

/** What the steps of one series are drawn from. */
interface Choice {
  readonly kinds: Kinds;
  readonly rooms: number;
  readonly texts: readonly string[];
}

function drawStep(
  { kinds, rooms, texts: chosenTexts }: Choice,
  onTheWay: Arbitrary<readonly TroubleName[]>,
): Arbitrary<Step> {
  const common = { who: likely, room: integer({ min: 1, max: rooms }), trouble: onTheWay } as const;
  const withWhom = { ...common, whom: whom.arbitrary } as const;
  const withText = { ...common, text: constantFrom(...chosenTexts) } as const;
  const drawn: Readonly<Record<UserStep['do'], Arbitrary<Step>>> = {
    create: steps.draw('create', { who: likely, trouble: onTheWay }),
    join: steps.draw('join', { ...common, who: who.arbitrary }),
    enter: steps.draw('enter', { ...common, who: who.arbitrary }),
    leave: steps.draw('leave', common),
    invite: steps.draw('invite', withWhom),
    ban: steps.draw('ban', withWhom),
    set: steps.draw('set', withWhom),
    say: steps.draw('say', withText),
    state: steps.draw('state', withText),
    topic: steps.draw('topic', withText),
    history: steps.draw('history', common),
    members: steps.draw('members', common),
    'get-topic': steps.draw('get-topic', common),
    'get-membership': steps.draw('get-membership', withWhom),
  };
  return oneof(...kinds.map((kind) => drawn[kind]));
}
