import type { AccountEntry } from '../world/account-document.ts';
import {
  type Account,
  type AccountPool,
  createFixedPool,
  createGrowingPool,
} from '../world/accounts.ts';
import { type RegistrationContext, createRegistrar, login } from '../world/registration.ts';
import { type Lack, parseTargetUrl, type Target } from '../world/target.ts';
import { checkTokens } from '../world/check-tokens.ts';
import { createRedactor, type Redactor } from '../wire/redact.ts';
import type { Auth } from '../wire/exchange.ts';
import { openWire, type Wire } from '../wire/wire.ts';
import type { Spec } from '../document/load.ts';
import { createLateViews } from './late-views.ts';
import { createAllowance } from './allowance.ts';
import { createHealth } from './health.ts';
import type { SearchOptions } from './search.ts';
import type { RunContext } from './create-world.ts';
import { type CompiledSpec, compileSpec, createRunContext } from './run-context.ts';

/** The address of the target, and how to use it. */
export interface TargetOptions {
  /** Scheme, host, port and the path prefix that all APIs of the target share. */
  readonly url: string;
  /** The base path of the operations; null for that of the declaration. */
  readonly basePath: string | null;
  readonly auth: Auth;
  /** Milliseconds a request may take. */
  readonly timeout: number;
  /** Milliseconds that rate limits of one case are waited out. */
  readonly patience: number;
  readonly lacks: readonly Lack[];
  /** The users to act as; null registers them as they are needed. */
  readonly accounts: readonly AccountEntry[] | null;
  /** The target's registration secret; null where none is known. */
  readonly sharedSecret: string | null;
  /** How many cases run side by side. */
  readonly concurrency: number;
  /** How many requests may be under way at once; left out, a few for each case. */
  readonly connections?: number;
  /** How far properties may search; left out, the default. */
  readonly search?: SearchOptions | undefined;
  /** Whether failures are checked for late views, which takes time; left out, they are. */
  readonly checksLateViews?: boolean;
  /** Milliseconds after which a run ends that rate limits slow down; left out or null, it goes on. */
  readonly limitedRun?: number | null;
  /** What carries the requests; left out, connections to the target. */
  readonly wire?: Wire;
  /** Ends every request under way. */
  readonly signal: AbortSignal;
}

/** The options of a target of our own: everything as the declaration has it, and users are registered. */
export const localTarget = {
  basePath: null,
  auth: 'query',
  lacks: [],
  accounts: null,
  sharedSecret: null,
} as const satisfies Partial<TargetOptions>;

/** A target with users, ready for cases. */
export interface OpenTarget {
  readonly context: RunContext;
  /** Knows every secret of the target. Whatever is shown must pass through it. */
  readonly redactor: Redactor;
  /** Lets every request take at least so many milliseconds from now on. @returns how many it may take */
  allow(milliseconds: number): number;
  close(): Promise<void>;
}

/** Some cases send requests side by side. */
export const connectionsPerCase = 4;

/** Makes the target from its options. @throws TargetError */
export function targetOf(
  spec: Spec,
  options: Pick<TargetOptions, 'url' | keyof Omit<Target, 'origin' | 'prefix'>>,
): Target {
  const { origin, prefix } = parseTargetUrl(options.url);
  const { auth, timeout, patience, lacks } = options;
  const basePath = prefix + (options.basePath ?? spec.declaration.basePath);
  return { origin, prefix, basePath, auth, timeout, patience, lacks };
}

/**
 * Opens a target and has its first user made, or all given ones logged in.
 * @throws TargetError for a URL that is none, NoAccounts
 */
export async function openTarget(
  spec: Spec,
  options: TargetOptions,
  compiled: CompiledSpec = compileSpec(spec),
): Promise<OpenTarget> {
  const target = targetOf(spec, options);
  const redactor = createRedactor();
  const { sharedSecret, search } = options;
  if (sharedSecret !== null) redactor.learn(sharedSecret);
  let deadline = target.timeout;
  const wire =
    options.wire ??
    openWire({
      origin: target.origin,
      auth: target.auth,
      get deadline() {
        return deadline;
      },
      patience: target.patience,
      connections: options.connections ?? options.concurrency * connectionsPerCase,
      signal: options.signal,
    });
  try {
    const connection = { target, send: wire.send, redactor, sharedSecret };
    const accounts = await openAccounts(connection, options);
    accounts.release(await accounts.lease(1));
    const context: RunContext = {
      ...createRunContext(compiled, connection, { accounts, search }),
      health: createHealth(target.timeout, options.limitedRun),
      allowance: createAllowance(),
      ...(options.checksLateViews === false ? {} : { lateViews: createLateViews() }),
    };
    const allow = (milliseconds: number): number => (deadline = Math.max(deadline, milliseconds));
    return { context, redactor, allow, close: wire.close };
  } catch (error) {
    await wire.close();
    throw error;
  }
}

async function openAccounts(
  connection: RegistrationContext,
  { accounts }: Pick<TargetOptions, 'accounts'>,
): Promise<AccountPool> {
  const { redactor } = connection;
  if (accounts === null) return createGrowingPool(createRegistrar(connection));
  for (const entry of accounts)
    redactor.learn(entry.kind === 'token' ? entry.token : entry.password, entry.userId);
  const known: Account[] = [];
  // One after the other: servers limit logins sharply.
  for (const entry of accounts) {
    const { userId } = entry;
    known.push(
      entry.kind === 'token'
        ? { userId, token: entry.token, password: null }
        : await login(connection, userId, entry.password),
    );
  }
  await checkTokens(connection, known);
  return createFixedPool(known);
}
