import type { Reply, User } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import {
  aliasAt,
  aliasedRoom,
  joinAs,
  joinFormOf,
  type JoinForm,
} from '../../../harness/world/joining.ts';
import { actTogether, type Heard, hear } from '../../../harness/model/history.ts';
import {
  explainParts,
  type Model,
  type Operation,
} from '../../../harness/model/linearizability.ts';
import { propertyCase } from '../../../harness/model/property.ts';
import {
  type Draw,
  type Luck,
  racePlayer,
  races,
  sentenceOf,
  type Together,
  userOf,
} from '../../../harness/model/race.ts';
import type { Chance } from '../../../harness/model/series.ts';
import { drawTimeline } from '../../../harness/model/timeline.ts';
import { suite, type World } from '../../../harness/run/case.ts';
import { readRace } from './steps.ts';

const clients = ['alice 1', 'alice 2', 'bob 1', 'carol 1'] as const;
const aliases = ['x', 'y', null] as const;
type Alias = (typeof aliases)[number];

interface Act {
  readonly client: (typeof clients)[number];
  /** The alias that is asked for; null asks for none. */
  readonly alias: Alias;
}
type Step = Together<Act>;

interface Input {
  readonly does: 'create' | 'resolve';
  readonly alias: Alias;
}

/** The room that was made or found; 400 says that the alias is taken, any other refusal says nothing. */
type Output = { readonly room: string } | { readonly refused: number };
type Creating = Operation<Input, Output>;

/** An alias goes to who asks first, once and for all. */
const owned: Model<string | null, Input, Output> = {
  first: null,
  after(state, { does }, output) {
    // A room that was made without an answer has an id that nobody heard; any alias does it.
    if (output === null)
      return does === 'create' && state === null ? ['a room nobody heard of'] : [state];
    if ('refused' in output) {
      const tells = does === 'create' ? output.refused === 400 : output.refused === 404;
      const isTaken = state !== null;
      return !tells || isTaken === (does === 'create') ? [state] : [];
    }
    if (does === 'create') return state === null ? [output.room] : [];
    return state === output.room || state === 'a room nobody heard of' ? [output.room] : [];
  },
  onlyLooks: (_, output) => 'refused' in output,
  key: String,
};

interface Context {
  readonly world: World;
  readonly users: ReadonlyMap<string, User>;
  readonly alice: User;
  readonly dave: User;
  /** How an alias is followed; null where the target does not tell which room it leads to. */
  readonly form: JoinForm | null;
  readonly luck: Luck;
}

async function race(context: Context, { acts }: Step, draw: Draw): Promise<void> {
  const { world, users, alice, dave, form } = context;
  const { must } = world;
  const localpart = world.fresh();
  const perform = (client: string, { does, alias }: Input): Promise<Heard<Output>> => {
    const user = users.get(userOf(client)) ?? alice;
    const name = `${alias ?? ''}${localpart}`;
    const named = alias === null ? {} : { room_alias_name: name };
    return does === 'resolve' && form !== null
      ? hear(() => joinAs(form, dave, aliasAt(alice, name)), roomIn)
      : hear(() => user.call('create_room', { body: { visibility: 'public', ...named } }), roomIn);
  };
  const turns = acts.map(({ client, alias }) => ({
    client,
    input: { does: 'create' as const, alias },
  }));
  const { operations, doubtful } = await actTogether(turns, perform);
  if (!operations.some(({ output }) => output !== null)) throw new Broken('no answer came');
  if (doubtful) return;
  const named = operations.filter(({ input }) => input.alias !== null);
  const looks = [...new Set(named.map(({ input }) => input.alias))].map((alias) => ({
    client: 'dave 1',
    input: { does: 'resolve' as const, alias },
  }));
  const last = form === null ? [] : (await actTogether(looks, perform)).operations;

  const rooms = operations.flatMap(({ output }) => roomOf(output) ?? []);
  const all = [...operations, ...last];
  const show = (about: readonly Creating[], words: string): void =>
    draw([...drawTimeline(about, (each) => labelOf(each, rooms)), '', words]);
  if (rooms.length > 1) {
    const isEachItsOwn = new Set(rooms).size === rooms.length;
    if (!isEachItsOwn) show(all, 'two answers name the same room');
    must
      .on('CREATE-03')
      .that(
        isEachItsOwn,
        'rooms that are made at once',
        'one for each',
        'two answers name one room',
      );
  }
  judge(must, [...named, ...last], rooms, show);
}

function judge(
  must: World['must'],
  history: readonly Creating[],
  rooms: readonly string[],
  show: (about: readonly Creating[], words: string) => void,
): void {
  const explained = explainParts(
    ({ alias }) => alias ?? '',
    () => owned,
    history,
  );
  if (explained.answer === 'unknown') return;
  if (explained.answer === 'illegal') {
    const about = history.filter(({ input }) => input.alias === explained.part);
    const made = about.filter(({ input, output }) => input.does === 'create' && roomOf(output));
    const isLed = made.length === 1;
    const words = isLed
      ? `alias ${explained.part} does not lead to the only room that was made with it`
      : `${made.length} rooms were made with alias ${explained.part}`;
    show(about, words);
    const received = about.map((each) => `${each.client}: ${labelOf(each, rooms)}`).join('; ');
    must
      .on(isLed ? 'CREATE-17' : 'CREATE-12')
      .that(
        false,
        'rooms that ask for one alias at once',
        'one gets it, and it leads there',
        received,
      );
  }
  const isRace = history.filter(({ input, output }) => input.does === 'create' && output !== null);
  if (isRace.length > 1) must.on('CREATE-12').that(true, 'alias', 'one room', 'one room');
  if (history.some(({ input, output }) => input.does === 'resolve' && roomOf(output)))
    must.on('CREATE-17').that(true, 'alias', 'its room', 'its room');
}

const roomOf = (output: Output | null): string | undefined =>
  output !== null && 'room' in output ? output.room : undefined;

function roomIn(reply: Reply): Output | undefined {
  if (!isSuccess(reply)) return { refused: reply.status };
  const room = at(reply.json, 'room_id');
  return typeof room === 'string' ? { room } : undefined;
}

function labelOf({ input: { does, alias }, output }: Creating, rooms: readonly string[]): string {
  const what =
    does === 'create' ? `new room${alias === null ? '' : ` #${alias}`}` : `#${alias ?? ''}`;
  if (output === null) return what;
  if ('refused' in output) return `${what}: ${output.refused}`;
  const number = rooms.indexOf(output.room) + 1;
  return `${what}: ${number === 0 ? 'another room' : `room ${number}`}`;
}

/** A client that asks again for the same alias meets its own; so each race has one alias for many, mostly. */
function drawStep(chance: Chance): Step {
  const acts = clients
    .filter(() => chance.below(5) > 0)
    .flatMap((client): readonly Act[] => {
      const alias = chance.pick(['x', 'x', 'x', 'x', 'y', null]);
      return chance.below(6) === 0
        ? [
            { client, alias },
            { client, alias: 'y' },
          ]
        : [{ client, alias }];
    });
  const pair: readonly Act[] = [
    { client: 'alice 1', alias: 'x' },
    { client: 'bob 1', alias: 'x' },
  ];
  return { do: 'together', acts: acts.length < 2 ? pair : acts };
}

const readStep = (value: unknown): Step | null =>
  readRace(value, (act): Act | null => {
    const client = clients.find((each) => each === at(act, 'client'));
    const alias = aliases.find((each) => each === at(act, 'alias'));
    return client === undefined || alias === undefined ? null : { client, alias };
  });

async function prepare(world: World, cast: readonly User[]): Promise<Context> {
  const [alice, bob, , dave] = cast;
  if (alice === undefined || bob === undefined || dave === undefined)
    throw new RangeError('the search needs four users');
  const made = await aliasedRoom(alice, 'public', world.fresh());
  const context = {
    world,
    alice,
    dave,
    luck: { lost: false },
    users: new Map(cast.map((user) => [user.name, user])),
  };
  try {
    const form = await joinFormOf(bob, made.roomId, made.alias);
    const found = roomIn(await joinAs(form, bob, made.alias));
    const isTold = found !== undefined && roomOf(found) === made.roomId;
    const unknown = await joinAs(form, bob, aliasAt(alice, world.fresh()));
    const isAsMade = made.alias === aliasAt(alice, made.alias.slice(1, made.alias.indexOf(':')));
    return { ...context, form: isTold && !isSuccess(unknown) && isAsMade ? form : null };
  } catch (error) {
    if (error instanceof Broken) return { ...context, form: null };
    throw error;
  }
}

export const concurrentCreateRoom = suite('concurrent-create-room', {
  'one-of-many-gets-the-alias': propertyCase<Step, Context>({
    title: 'Of rooms that ask for one alias at once exactly one is made, and the alias leads to it',
    requires: ['CREATE-12', 'CREATE-17', 'CREATE-03'],
    needs: ['aliases'],
    users: ['alice', 'bob', 'carol', 'dave'],
    budget: { runs: 40, milliseconds: 800 },
    prepare,
    steps: () => races(drawStep),
    readStep,
    open: (context) =>
      racePlayer<Step>({
        luck: context.luck,
        tell: ({ acts }) =>
          sentenceOf(acts, ({ alias }) =>
            alias === null ? 'creates a room' : `creates a room with alias ${alias}`,
          ),
        race: (step, show) => race(context, step, show),
      }),
  }),
});
