import type { Exchange } from '../wire/exchange.ts';
import type { Arguments, Nickname, Successes } from '../document/ids.ts';
import type { Known } from './known.ts';

/** The answer to one request: a success, a refusal, or no answer at all (status 0). */
export interface Reply {
  readonly operation: Nickname | null;
  readonly exchange: Exchange;
  /** Index of the exchange in its case, from 0. */
  readonly step: number;
  readonly status: number;
  /** Not validated yet; `must.conform` returns it typed. */
  readonly json: unknown;
}

/** How a request differs from the plain one. */
export interface CallOptions {
  /** The request breaks the declaration on purpose. Without this, such a request breaks the case. */
  readonly wrong?: true;
  /** The request is a setup, although it may fail: only what setups did to those whom it moves is checked before it. */
  readonly setup?: true;
  /** `none` sends no token, `unknown` one that the target never issued. */
  readonly token?: 'none' | 'unknown';
  /** The body's text, instead of the JSON of `body`. */
  readonly raw?: string;
  /** Sends each character of `raw` as the byte of its code (Latin-1), for bodies that are not UTF-8. */
  readonly latin1?: true;
  /** Sends no body. */
  readonly bodyless?: true;
  readonly contentType?: string;
  /** Query parameters that the declaration does not have, such as `dir` (DEF-03). */
  readonly undeclared?: Readonly<Record<string, string>>;
  /** The answer may be the server's answer for unknown endpoints, which need not be an error object (CONV-05). */
  readonly unrouted?: true;
}

/** A request that no operation declares, below the base path. Its path is already percent-encoded. */
export interface UndeclaredRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: readonly (readonly [string, string])[];
  readonly body?: unknown;
  readonly token?: 'none' | 'unknown';
}

/**
 * The memberships that setups brought about, as far as nobody has checked them. They are checked before the request under
 * test, all of a room in one list.
 */
export interface SetupChecks {
  /** A setup should have given users these memberships by now. @throws Broken */
  expect(...expected: readonly ExpectedMembership[]): Promise<void>;
  /** The user's next membership, which a setup is about to bring about, shows that it had the one before. */
  overtake(roomId: string, user: User): void;
}

/** What a setup should have brought about, and who can see it. */
export interface ExpectedMembership {
  readonly reader: User;
  readonly roomId: string;
  readonly user: User;
  /** Any of these; null stands for none. */
  readonly memberships: readonly (string | null)[];
}

/** A user of the target, as a case sees it. */
export interface User {
  /** The checks of the setups of its case. */
  readonly setups: SetupChecks;
  readonly id: string;
  /** What is known of the target. */
  readonly known: Known;
  /** The role of the user in the case, such as `owner`. */
  readonly name: string;
  /** Sends a request under test and returns whatever came. @throws Broken when no answer came in time. */
  call<N extends Nickname>(operation: N, args: Arguments[N], options?: CallOptions): Promise<Reply>;
  /** Sends a setup request: anything but a success that conforms breaks the case. @throws Broken */
  need<N extends Nickname>(
    operation: N,
    args: Arguments[N],
    options?: CallOptions,
  ): Promise<Successes[N]>;
  /** Sends a request that no operation declares. @throws Broken when no answer came in time. */
  send(request: UndeclaredRequest): Promise<Reply>;
}
