import type { World } from '../../mock/worlds/world.ts';
import { lobby } from '../stage/scenario.ts';
import type { OpenTheatre } from '../run.ts';
import type { Step } from './steps.ts';

/** The world that series are played in, one after the other. */
export interface Table {
  /** The world of the series that is being played, or that was played last; null before the first. */
  readonly world: () => World | null;
  /** Begins with a fresh world. @param step the first step of a series, which may say how the world is */
  readonly begin: (step: Extract<Step, { readonly do: 'world' }> | null) => World;
  /** Takes the world away. */
  readonly clear: () => void;
}

/** A table in the mock of a theatre. It must be cleared. */
export function createTable({ mock, observed }: OpenTheatre): Table {
  let world: World | null = null;
  const clear = (): void => {
    if (world === null) return;
    if (world.id !== null) mock.worlds.remove(world.id);
    observed.delete(world);
    world = null;
  };
  return {
    world: () => world,
    begin(step) {
      clear();
      const { dialect = [], messages = 0 } = step ?? {};
      const said = messages === 0 ? {} : { messages: [{ from: 'bob', count: messages }] };
      world = mock.worlds.create({
        seed: null,
        state: { ...lobby, rooms: { lobby: { ...lobby.rooms.lobby, ...said } } },
        rules: [],
        variant: dialect.length === 0 ? null : dialect.join(','),
        prefer: false,
      });
      return world;
    },
    clear,
  };
}
