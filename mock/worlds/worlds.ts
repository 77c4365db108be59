import { createRandom } from './random.ts';
import { createWorld, type World, type WorldOptions, type WorldSetting } from './world.ts';

/** Limits on the worlds of a mock. */
export interface WorldLimits {
  /** The most worlds beside the one at the root. */
  readonly most: number;
  /** How long a world must have been idle before it makes room for another one, in milliseconds. */
  readonly idle: number;
}

/** Every world is in use, and no further one is made. */
export class TooManyWorlds extends Error {}

/** The worlds of a mock: one at the root, and any number under path prefixes. */
export interface Worlds {
  readonly root: World;
  /** @throws TooManyWorlds, DocumentError, UnknownVariant */
  readonly create: (options: WorldOptions) => World;
  /** The world of this id, and now it counts as used; null where there is none. */
  readonly find: (id: string) => World | null;
  /** Removes a world and ends its waits; false where there is none. */
  readonly remove: (id: string) => boolean;
  readonly all: () => readonly World[];
  /** How many there are. */
  readonly count: () => number;
  /** Why there is no world of this id, in a sentence. */
  readonly whyGone: (id: string) => string;
  readonly close: () => void;
}

/** How many worlds that are gone are remembered, to say so. */
const remembered = 10_000;

/** Makes the worlds of a mock. */
export function createWorlds(
  root: WorldOptions,
  setting: WorldSetting,
  limits: WorldLimits,
  now: () => number = () => performance.now(),
): Worlds {
  const rootWorld = createWorld(null, root, setting);
  // In the order of their last use: the least recently used one is the first.
  const worlds = new Map<string, { readonly world: World; used: number }>();
  const gone = new Map<string, 'removed' | 'made room'>();
  const { opaque } = createRandom(null);
  let share = Infinity;

  const all = (): readonly World[] => [
    rootWorld,
    ...[...worlds.values()].map(({ world }) => world),
  ];
  /** Journals to which nothing comes any more must become shorter too, when each may hold less. */
  const trimJournals = (): void => {
    const before = share;
    share = setting.journal.bytes();
    if (share < before) for (const { journal } of all()) journal.trim();
  };

  const drop = (id: string, why: 'removed' | 'made room'): void => {
    worlds.get(id)?.world.close();
    worlds.delete(id);
    gone.set(id, why);
    const [oldest] = gone.keys();
    if (gone.size > remembered && oldest !== undefined) gone.delete(oldest);
  };
  const makeRoom = (): void => {
    if (worlds.size < limits.most) return;
    const [oldest] = worlds;
    if (oldest !== undefined && now() - oldest[1].used >= limits.idle) {
      drop(oldest[0], 'made room');
      return;
    }
    throw new TooManyWorlds(
      `all ${limits.most} worlds were in use during the last ${Math.round(limits.idle / 1000)} s; ` +
        'remove those that tests have finished with (DELETE /_mock/worlds/ID), or start the mock with a larger --worlds',
    );
  };

  return {
    root: rootWorld,
    create(options) {
      makeRoom();
      const id = opaque().slice(0, 8);
      // So short an id could, rarely, be there already.
      if (worlds.has(id)) return this.create(options);
      const world = createWorld(id, options, setting);
      worlds.set(id, { world, used: now() });
      trimJournals();
      return world;
    },
    find(id) {
      const found = worlds.get(id);
      if (found === undefined) return null;
      worlds.delete(id);
      found.used = now();
      worlds.set(id, found);
      return found.world;
    },
    remove(id) {
      if (!worlds.has(id)) return false;
      drop(id, 'removed');
      return true;
    },
    count: () => worlds.size + 1,
    all,
    whyGone(id) {
      switch (gone.get(id)) {
        case 'removed':
          return `The world ${id} was removed.`;
        case 'made room':
          return `The world ${id} was idle for long and made room for another one.`;
        case undefined:
          return `There is no world ${id}; POST /_mock/worlds makes one.`;
      }
    },
    close() {
      for (const { world } of worlds.values()) world.close();
      rootWorld.close();
    },
  };
}
