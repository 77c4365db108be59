import { createConform } from '../judge/conform.ts';
import { createShapes } from '../judge/shape.ts';
import type { AccountEntry } from '../world/account-document.ts';
import {
  type Account,
  type AccountPool,
  createFixedPool,
  createGrowingPool,
} from '../world/accounts.ts';
import { createRegistrar, login } from '../world/registration.ts';
import { type Capability, parseTargetUrl, type Target } from '../world/target.ts';
import { createRedactor, type Redactor } from '../wire/redact.ts';
import { openWire } from '../wire/wire.ts';
import type { Spec } from '../document/load.ts';
import type { SearchOptions } from './search.ts';
import type { RunContext } from './create-world.ts';

/** The address of the target, and how to use it. */
export interface TargetOptions {
  /** Scheme, host, port and the path prefix that all APIs of the target share. */
  readonly url: string;
  /** The base path of the operations; null for that of the declaration. */
  readonly basePath: string | null;
  readonly auth: 'query' | 'header';
  /** Milliseconds a request may take. */
  readonly timeout: number;
  /** Milliseconds that rate limits of one request are waited out. */
  readonly patience: number;
  readonly lacks: readonly Capability[];
  /** The users to act as; null registers them as they are needed. */
  readonly accounts: readonly AccountEntry[] | null;
  /** The target's registration secret; null where none is known. */
  readonly sharedSecret: string | null;
  /** How many cases run side by side. */
  readonly concurrency: number;
  /** How far properties may search; the default where it is left out. */
  readonly search?: SearchOptions;
  /** Ends every request under way. */
  readonly signal: AbortSignal;
}

/** A target with users, ready for cases. */
export interface OpenTarget {
  readonly setting: RunContext;
  /** Knows every secret of the target. Whatever is shown must pass through it. */
  readonly redactor: Redactor;
  close(): Promise<void>;
}

/** Some cases send requests side by side. */
const connectionsPerCase = 4;

/** Makes the target from its options. @throws TargetError */
export function targetOf(spec: Spec, options: TargetOptions): Target {
  const { origin, prefix } = parseTargetUrl(options.url);
  const { auth, timeout, patience, lacks } = options;
  const basePath = prefix + (options.basePath ?? spec.declaration.basePath);
  return { origin, prefix, basePath, auth, timeout, patience, lacks };
}

/**
 * Opens a target and has its first user made, or all given ones logged in.
 * @throws TargetError for a URL that is none, NoAccounts
 */
export async function openTarget(spec: Spec, options: TargetOptions): Promise<OpenTarget> {
  const target = targetOf(spec, options);
  const redactor = createRedactor();
  if (options.sharedSecret !== null) redactor.learn(options.sharedSecret);
  const wire = openWire({
    origin: target.origin,
    auth: target.auth,
    deadline: target.timeout,
    patience: target.patience,
    connections: options.concurrency * connectionsPerCase,
    signal: options.signal,
  });
  try {
    const context = { target, send: wire.send, redactor, sharedSecret: options.sharedSecret };
    const accounts = await openAccounts(context, options);
    accounts.release(await accounts.lease(1));
    const shapes = createShapes(spec.declaration);
    const conform = createConform(spec.register, shapes);
    const { search } = options;
    const setting: RunContext = {
      spec,
      shapes,
      conform,
      target,
      accounts,
      send: wire.send,
      login: (userId, password) => login(context, userId, password),
      ...(search === undefined ? {} : { search }),
    };
    return { setting, redactor, close: wire.close };
  } catch (error) {
    await wire.close();
    throw error;
  }
}

async function openAccounts(
  context: Parameters<typeof createRegistrar>[0],
  { accounts }: Pick<TargetOptions, 'accounts'>,
): Promise<AccountPool> {
  const { redactor } = context;
  if (accounts === null) return createGrowingPool(createRegistrar(context));
  for (const entry of accounts)
    redactor.learn(entry.kind === 'token' ? entry.token : entry.password);
  const known: Account[] = [];
  // One after the other: servers limit logins sharply.
  for (const entry of accounts) {
    const { userId } = entry;
    known.push(
      entry.kind === 'token'
        ? { userId, token: entry.token, password: null }
        : await login(context, userId, entry.password),
    );
  }
  return createFixedPool(known);
}
