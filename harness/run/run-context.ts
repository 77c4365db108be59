import { type Conform, createConform } from '../judge/conform.ts';
import { createShapes, type Shapes } from '../judge/shape.ts';
import { type AccountPool, createGrowingPool } from '../world/accounts.ts';
import { type RegistrationContext, createRegistrar, login } from '../world/registration.ts';
import type { Spec } from '../document/load.ts';
import type { RunContext } from './create-world.ts';
import { conformWithout } from './lacking.ts';
import type { SearchOptions } from './search.ts';

/** The declaration and the register with what is compiled from them. One serves any number of targets. */
export interface CompiledSpec {
  readonly spec: Spec;
  readonly shapes: Shapes;
  readonly conform: Conform;
}

const compiledSpecs = new WeakMap<Spec, CompiledSpec>();

/** Compiles the declaration's models, once for each specification: it takes longer than most cases. */
export function compileSpec(spec: Spec): CompiledSpec {
  const known = compiledSpecs.get(spec);
  if (known !== undefined) return known;
  const { declaration, register, profile } = spec;
  const shapes = createShapes(declaration, profile);
  const compiled = { spec, shapes, conform: createConform(register, shapes, profile) };
  compiledSpecs.set(spec, compiled);
  return compiled;
}

/** What a run needs beyond its connection to the target. */
export interface RunContextOptions {
  /** The users to act as; left out, users are registered as they are needed. */
  readonly accounts?: AccountPool;
  /** How far properties may search; left out, the default. */
  readonly search?: SearchOptions | undefined;
}

/** Makes the context of a run. Requests go wherever the connection sends them: over HTTP, or to a server in this process. */
export function createRunContext(
  compiled: CompiledSpec,
  connection: RegistrationContext,
  { accounts, search }: RunContextOptions = {},
): RunContext {
  const { target, send } = connection;
  return {
    ...compiled,
    conform: conformWithout(compiled.conform, target.lacks),
    target,
    send,
    accounts: accounts ?? createGrowingPool(createRegistrar(connection)),
    login: (userId, password) => login(connection, userId, password),
    ...(search === undefined ? {} : { search }),
  };
}
