import type { Options } from './option.ts';

type Argument = readonly [name: string, help: string];

/** A command: what it does, what it takes, and how it ends. */
export interface CommandSpec<O extends Options = Options> {
  readonly summary: string;
  /** Its argument, as `<file>`, and what that is; null if it takes none. */
  readonly argument: Argument | null;
  /** The argument behind the first one; null if it takes none. */
  readonly second: Argument | null;
  readonly options: O;
  readonly examples: readonly (readonly [args: string, help: string])[];
  /** Its exit codes, except for those that all commands have. */
  readonly exits: Readonly<Record<number, string>>;
}

/** Makes a command of the table. */
export const command = <const O extends Options>(
  spec: Pick<CommandSpec<O>, 'summary' | 'options' | 'examples' | 'exits'> &
    Partial<CommandSpec<O>>,
): CommandSpec<O> => ({ argument: null, second: null, ...spec });
