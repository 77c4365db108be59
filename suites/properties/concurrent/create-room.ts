import { array, constantFrom, record } from 'fast-check';
import type { Reply } from '../../../harness/judge/user.ts';
import { Broken } from '../../../harness/judge/verdict.ts';
import { at, isSuccess } from '../../../harness/world/answers.ts';
import {
  aliasAt,
  aliasedRoom,
  joinAs,
  joinFormOf,
  type JoinForm,
} from '../../../harness/world/joining.ts';
import {
  actTogether,
  among,
  asDrawn,
  defineSteps,
  drawTimeline,
  explainPartitions,
  hear,
  type Heard,
  listOf,
  type Model,
  type NamedUsers,
  type Operation,
  plainObjects,
  raceCase,
  sentenceOf,
  type ShowTimeline,
  type StepOf,
  userFor,
} from '../../../harness/model/index.ts';
import { suite, type World } from '../../../harness/run/case.ts';

const client = asDrawn(among('alice 1', 'alice 2', 'bob 1', 'carol 1'));
/** The alias that a room asks for; null asks for none. */
const alias = among('x', 'y', null);

const steps = defineSteps({ together: { acts: listOf({ client, alias }) } });
type Step = StepOf<typeof steps>;
type Alias = Step['acts'][number]['alias'];

interface Input {
  readonly does: 'create' | 'resolve';
  readonly alias: Alias;
}

/** The room that was created or found. 400 says that the alias is taken, 404 that it is not; others say nothing. */
type Output = { readonly room: string } | { readonly refused: number };
type Creating = Operation<Input, Output>;

const unheardOf = 'a room whose id nobody was told';

/** An alias belongs to the first room that asks for it, and to no other one later. */
const aliasModel: Model<string | null, Input, Output> = {
  init: null,
  step(room, { does }, output) {
    if (output === null) return does === 'create' && room === null ? [unheardOf] : [room];
    if ('refused' in output) {
      const isTaken = room !== null;
      const saysTaken = does === 'create' && output.refused === 400;
      const saysFree = does === 'resolve' && output.refused === 404;
      return (saysTaken && !isTaken) || (saysFree && isTaken) ? [] : [room];
    }
    if (does === 'create') return room === null ? [output.room] : [];
    return room === output.room || room === unheardOf ? [output.room] : [];
  },
  isReadOnly: (_, output) => 'refused' in output,
  key: String,
};

interface Known {
  readonly users: NamedUsers<'alice' | 'bob' | 'carol' | 'dave'>;
  /** How to join by an alias; null where the answer does not tell which room it leads to. */
  readonly form: JoinForm | null;
}

async function race(
  { must, fresh }: World,
  { users, form }: Known,
  { acts }: Step,
  show: ShowTimeline,
): Promise<void> {
  const { alice, dave } = users;
  const localpart = fresh();
  const perform = (of: string, input: Input): Promise<Heard<Output>> => {
    const user = userFor(users, of);
    const name = `${input.alias ?? ''}${localpart}`;
    const named = input.alias === null ? {} : { room_alias_name: name };
    return input.does === 'resolve' && form !== null
      ? hear(() => joinAs(form, dave, aliasAt(alice, name)), roomIn)
      : hear(() => user.call('create_room', { body: { visibility: 'public', ...named } }), roomIn);
  };
  const creations = acts.map((act) => ({
    client: act.client,
    input: { does: 'create' as const, alias: act.alias },
  }));
  const { operations, ambiguous } = await actTogether(creations, perform);
  if (!operations.some(({ output }) => output !== null)) throw new Broken('no answer came');
  if (ambiguous) return;
  const named = operations.filter(({ input }) => input.alias !== null);
  const lookups = [...new Set(named.map(({ input }) => input.alias))].map((name) => ({
    client: 'dave 1',
    input: { does: 'resolve' as const, alias: name },
  }));
  const last = form === null ? [] : (await actTogether(lookups, perform)).operations;

  const rooms = operations.flatMap(({ output }) => roomOf(output) ?? []);
  const showAll = (about: readonly Creating[], words: string): void =>
    show([...drawTimeline(about, (each) => labelOf(each, rooms)), '', words]);
  if (rooms.length > 1) {
    const isEachItsOwn = new Set(rooms).size === rooms.length;
    const received = 'two answers name the same room';
    if (!isEachItsOwn) showAll([...operations, ...last], received);
    const what = 'rooms that are created at once';
    must.on('CREATE-03').that(isEachItsOwn, what, 'one for each request', received);
  }
  judge(must, [...named, ...last], rooms, showAll);
}

function judge(
  must: World['must'],
  history: readonly Creating[],
  rooms: readonly string[],
  show: (about: readonly Creating[], words: string) => void,
): void {
  const explained = explainPartitions(
    (input) => input.alias ?? '',
    () => aliasModel,
    history,
  );
  if (explained.answer === 'unknown') return;
  if (explained.answer === 'illegal') {
    const about = history.filter(({ input }) => input.alias === explained.partition);
    const made = about.filter(({ input, output }) => input.does === 'create' && roomOf(output));
    const isOnlyRoom = made.length === 1;
    const words = isOnlyRoom
      ? `alias ${explained.partition} does not lead to the only room created with it`
      : `${made.length} rooms were created with alias ${explained.partition}`;
    show(about, words);
    const received = about.map((each) => `${each.client}: ${labelOf(each, rooms)}`).join('; ');
    const what = 'rooms that ask for one alias at once';
    const expected = 'one gets the alias, and it leads there';
    must.on(isOnlyRoom ? 'CREATE-17' : 'CREATE-12').that(false, what, expected, received);
  }
  const answered = history.filter(
    ({ input, output }) => input.does === 'create' && output !== null,
  );
  const won = answered.some(({ output }) => roomOf(output) !== undefined);
  if (answered.length > 1 && won) must.on('CREATE-12').that(true, 'alias', 'one room', 'one room');
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

function labelOf({ input, output }: Creating, rooms: readonly string[]): string {
  const name = input.alias === null ? '' : `#${input.alias}`;
  const what = input.does === 'create' ? `new room ${name}`.trim() : name;
  if (output === null) return what;
  if ('refused' in output) return `${what}: ${output.refused}`;
  const number = rooms.indexOf(output.room) + 1;
  return `${what}: ${number === 0 ? 'another room' : `room ${number}`}`;
}

/** Finds out whether joining by an alias tells which room the alias leads to. */
async function probe(world: World, users: Known['users']): Promise<Known> {
  const { alice, bob } = users;
  const made = await aliasedRoom(alice, 'public', world.fresh());
  try {
    const form = await joinFormOf(bob, made.roomId, made.alias);
    const found = roomIn(await joinAs(form, bob, made.alias));
    const isTold = found !== undefined && roomOf(found) === made.roomId;
    const unknown = await joinAs(form, bob, aliasAt(alice, world.fresh()));
    const isAsMade = made.alias === aliasAt(alice, made.alias.slice(1, made.alias.indexOf(':')));
    return { users, form: isTold && !isSuccess(unknown) && isAsMade ? form : null };
  } catch (error) {
    if (error instanceof Broken) return { users, form: null };
    throw error;
  }
}

export const concurrentCreateRoom = suite('concurrent-create-room', {
  'one-of-many-gets-the-alias': raceCase({
    title:
      'Of rooms that ask for one alias at once exactly one is created, and the alias leads to it',
    requires: ['CREATE-12', 'CREATE-17', 'CREATE-03'],
    needs: ['aliases'],
    users: ['alice', 'bob', 'carol', 'dave'],
    budget: { runs: 20 },
    probe,
    steps,
    // Two requests for one alias make a race, so most ask for the same one.
    draw: () =>
      steps.draw('together', {
        acts: array(
          record(
            {
              client: client.arbitrary,
              alias: constantFrom<Alias[]>('x', 'x', 'x', 'x', 'y', null),
            },
            plainObjects,
          ),
          { minLength: 2, maxLength: 6 },
        ),
      }),
    describe: ({ acts }: Step) =>
      sentenceOf(acts, (act) =>
        act.alias === null ? 'creates a room' : `creates a room with alias ${act.alias}`,
      ),
    race,
  }),
});
