import type { Rule } from '../rules/rule.ts';
import type { World } from '../worlds/world.ts';
import type { Worlds } from '../worlds/worlds.ts';

/** A world as the control API tells it. */
export interface WorldDescription {
  /** Null for the world at the root. */
  readonly id: string | null;
  /** The base URL for clients. */
  readonly url: string;
  readonly seed: number | null;
  readonly variants: readonly string[];
  readonly rules: number;
  readonly requests: number;
}

/** The base URL of a world. */
export const urlOf = ({ id }: World, origin: string): string =>
  id === null ? origin : `${origin}/_mock/worlds/${id}`;

/** Tells a world in short. */
export function describeWorld(world: World, origin: string): WorldDescription {
  return {
    id: world.id,
    url: urlOf(world, origin),
    seed: world.options.seed,
    variants: world.dialect,
    rules: world.rules.all().length,
    requests: world.journal.total(),
  };
}

/** The users and rooms of the state document, with their ids and, for tests to log in with, the tokens of users. */
export const namesOfWorld = ({ names }: World): Pick<World['names'], 'users' | 'rooms'> => ({
  users: names.users,
  rooms: names.rooms,
});

/** Every world in short. */
export const listWorlds = (worlds: Worlds, origin: string): object => ({
  worlds: worlds.all().map((world) => describeWorld(world, origin)),
});

/** A rule as it was written, and how often it applied. */
export const describeRule = ({ id, document, matched, applied, finished }: Rule): object => ({
  ...document,
  id,
  matched,
  applied,
  finished,
});
