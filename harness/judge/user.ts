import type { Exchange } from '../wire/exchange.ts';
import type { Arguments, Nickname, Successes } from '../document/ids.ts';

/** What came back from one request: success, refusal, or no answer at all (status 0). */
export interface Reply {
  readonly operation: Nickname | null;
  readonly exchange: Exchange;
  /** Where the exchange stands among those of its case, from 0. */
  readonly step: number;
  readonly status: number;
  /** Nobody has looked at it yet; `must.conform` hands it back typed. */
  readonly json: unknown;
}

/** How a request departs from the plain one. */
export interface CallOptions {
  /** The request is not what the declaration asks, on purpose; otherwise such a request breaks the case. */
  readonly wrong?: true;
  /** `none` sends no token, `unknown` one that the target never gave out. */
  readonly token?: 'none' | 'unknown';
  /** The body's text, instead of the JSON of `body`. */
  readonly raw?: string;
  /** Sends no body. */
  readonly bodyless?: true;
  readonly contentType?: string;
  /** Query parameters that the declaration does not know, such as `dir` (DEF-03). */
  readonly undeclared?: Readonly<Record<string, string>>;
  /** The answer may be the server's unknown-endpoint answer, which owes no error object (CONV-05). */
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

/** A person at the target. */
export interface User {
  readonly id: string;
  /** Who this is in the story of the case: the name of the role, such as `owner`. */
  readonly name: string;
  /** The act: whatever came, success or refusal. @throws Broken when no answer came in time. */
  call<N extends Nickname>(operation: N, args: Arguments[N], options?: CallOptions): Promise<Reply>;
  /** The scene: anything but a success that conforms breaks the case. @throws Broken */
  need<N extends Nickname>(
    operation: N,
    args: Arguments[N],
    options?: CallOptions,
  ): Promise<Successes[N]>;
  /** A request that no operation declares. @throws Broken when no answer came in time. */
  send(request: UndeclaredRequest): Promise<Reply>;
}
