import type { User } from '../judge/user.ts';
import type { CaseBody, World } from '../run/case.ts';
import type { ReplayResult } from '../run/search.ts';
import { play, tellUnmet } from './play.ts';
import type { NamedUsers, Property } from './property.ts';
import { search } from './search-on.ts';

/** A property as a case of a suite. */
export function propertyCase<Step, Context, Name extends string>(
  property: Property<Step, Context, Name>,
): CaseBody {
  const { title, requires, needs } = property;
  return {
    title,
    requires,
    ...(needs === undefined ? {} : { needs }),
    runs: property.budget.runs,
    run: async (world) => search(world, property, await probed(world, property)),
    replay: (world, steps) => replayIn(world, property, steps),
  };
}

/** @throws RangeError for a value that is not a step of this property; NoAccounts; Broken where the probe fails */
async function replayIn<Step, Context, Name extends string>(
  world: World,
  property: Property<Step, Context, Name>,
  values: readonly unknown[],
): Promise<ReplayResult> {
  const steps = values.map((value, i) => {
    try {
      return property.readStep(value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new RangeError(`step ${i + 1} is not a step of this property: ${error.message}`);
    }
  });
  const context = await probed(world, property);
  world.search.restart();
  return play(property.open(context, world), steps, tellUnmet);
}

async function probed<Step, Context, Name extends string>(
  world: World,
  { users: names, probe }: Property<Step, Context, Name>,
): Promise<Context> {
  const leased = await world.users(...names);
  const users = Object.fromEntries(leased.map((user) => [user.name, user]));
  if (!hasAll(users, names)) throw new RangeError(`the property needs ${names.join(', ')}`);
  return probe(world, users);
}

const hasAll = <Name extends string>(
  users: Readonly<Record<string, User>>,
  names: readonly Name[],
): users is NamedUsers<Name> => names.every((name) => Object.hasOwn(users, name));
