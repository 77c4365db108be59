import { parseQuery, type Query } from '../../reference-server/domain/query.ts';
import type { Request } from '../../reference-server/index.ts';

const noBytes = new Uint8Array();

/**
 * A request as the journal keeps it: few objects, for a collector of garbage looks at each of them again and again.
 * What can be read of its target is read when somebody asks.
 */
export class KeptRequest {
  readonly method: string;
  readonly headers: Request['headers'];
  /** What it costs the journal, roughly, in bytes. */
  readonly cost: number;
  /** Path and query as sent. */
  readonly target: string;
  /** Each byte as a character: for a collector of garbage, a text is far less than a buffer. */
  readonly #body: string;

  /**
   * @param target path and query as sent; the query can be decoded
   * @param known the headers of requests before this one
   */
  constructor(
    { method, headers }: Pick<Request, 'method' | 'headers'>,
    body: Buffer,
    target: string,
    known: KnownHeaders,
  ) {
    this.method = method;
    this.target = target;
    this.headers = known.like(headers) ?? known.add(headers);
    this.#body = body.length === 0 ? '' : body.toString('latin1');
    this.cost = target.length + body.length + (this.headers === headers ? costOf(headers) : 0);
  }

  get body(): Uint8Array {
    return this.#body === '' ? noBytes : Buffer.from(this.#body, 'latin1');
  }

  get path(): string {
    const question = this.target.indexOf('?');
    return question < 0 ? this.target : this.target.slice(0, question);
  }

  get query(): Query {
    const question = this.target.indexOf('?');
    return parseQuery(question < 0 ? '' : this.target.slice(question + 1));
  }
}

function costOf(headers: Request['headers']): number {
  let cost = 0;
  for (const name in headers) cost += name.length + (headers[name]?.length ?? 0);
  return cost;
}

/** Sets of headers that are remembered. */
const most = 8;

/** The headers that came last. Those of one client's requests hardly differ, and equal ones are kept once. */
export class KnownHeaders {
  readonly #known: Request['headers'][] = [];
  #next = 0;

  /** Headers that are equal to these; null where none are known. */
  like(headers: Request['headers']): Request['headers'] | null {
    for (const known of this.#known) if (areEqual(known, headers)) return known;
    return null;
  }

  add(headers: Request['headers']): Request['headers'] {
    this.#known[this.#next] = headers;
    this.#next = (this.#next + 1) % most;
    return headers;
  }
}

function areEqual(a: Request['headers'], b: Request['headers']): boolean {
  if (a === b) return true;
  let names = 0;
  for (const name in a) {
    if (a[name] !== b[name]) return false;
    names += 1;
  }
  for (const _ in b) names -= 1;
  return names === 0;
}
