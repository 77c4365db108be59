import { errors, Pool, type Dispatcher } from 'undici';
import {
  type Answer,
  type Exchange,
  type NoAnswer,
  readBody,
  type WireRequest,
} from './exchange.ts';

/** Sends a request and waits for its whole answer. Whatever the server does becomes a fact of the exchange. */
export type Send = (request: WireRequest) => Promise<Exchange>;

export interface WireOptions {
  /** Scheme, host and port of the target. */
  readonly origin: string;
  /** How the token travels (CONV-01). */
  readonly auth: 'query' | 'header';
  /** Milliseconds after which a request without a whole answer is given up. */
  readonly deadline: number;
  /** Milliseconds that rate limits (429) of one request are waited out, all together. */
  readonly patience: number;
  readonly connections: number;
  /** Ends every request under way and refuses new ones. */
  readonly signal: AbortSignal;
}

export interface Wire {
  readonly send: Send;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Bytes of an answer that are read before it is given up as too large. */
const sizeLimit = 8 * 1024 * 1024;

/** Opens a keep-alive pool to a target. @throws TypeError when `origin` is no http(s) URL. */
export function openWire(options: WireOptions): Wire {
  const pool = new Pool(options.origin, {
    connections: options.connections,
    pipelining: 1,
    // A port that lets nobody in is known within two seconds, however patient the run is with answers.
    connect: { timeout: Math.min(options.deadline, 1500) },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  // One listener for all requests: adding one for each is what most of a request would cost.
  const live = new Set<AbortController>();
  options.signal.addEventListener('abort', () => {
    for (const request of live) request.abort();
  });
  return {
    send: (request) => sendPatiently({ pool, options, live }, request),
    close: () => pool.destroy(),
  };
}

interface Line {
  readonly pool: Dispatcher;
  readonly options: WireOptions;
  /** The requests under way. */
  readonly live: Set<AbortController>;
}

async function sendPatiently(line: Line, request: WireRequest): Promise<Exchange> {
  const { options } = line;
  const limited: Answer[] = [];
  let left = options.patience;
  let retries = 0;
  for (;;) {
    const at = performance.now();
    const answer = await attempt(line, request);
    const exchange = {
      request,
      answer,
      at,
      ms: performance.now() - at,
      waits: limited.length,
      retries,
      limited,
    };
    if (answer.kind === 'none') {
      // A server may close an idle connection just as we reuse it; that says nothing about the request.
      if (answer.why !== 'reset' || retries > 0) return exchange;
      retries += 1;
    } else {
      if (answer.status !== 429) return exchange;
      const wait = retryAfter(answer);
      if (wait > left || options.signal.aborted) return exchange;
      left -= wait;
      limited.push(answer);
      await pause(wait, options.signal);
    }
  }
}

async function attempt(
  { pool, options, live }: Line,
  request: WireRequest,
): Promise<Answer | NoAnswer> {
  if (options.signal.aborted) return stopped;
  const controller = new AbortController();
  let late = false;
  const deadline = setTimeout(() => {
    late = true;
    controller.abort();
  }, options.deadline);
  live.add(controller);
  try {
    const response = await pool.request({
      origin: options.origin,
      method: request.method,
      path: pathOf(request, options.auth),
      headers: headersOf(request, options.auth),
      body: request.body,
      signal: controller.signal,
    });
    const bytes = await readAtMost(response.body, sizeLimit);
    if (bytes === null) {
      return { kind: 'none', why: 'too-large', detail: `the body passes ${sizeLimit} bytes` };
    }
    return {
      kind: 'answer',
      status: response.statusCode,
      headers: flatten(response.headers),
      body: readBody(bytes),
    };
  } catch (error) {
    if (options.signal.aborted) return stopped;
    if (late) {
      const detail = `no whole answer within ${options.deadline} ms`;
      return { kind: 'none', why: 'timeout', detail };
    }
    return explain(error);
  } finally {
    clearTimeout(deadline);
    live.delete(controller);
  }
}

const stopped: NoAnswer = { kind: 'none', why: 'stopped', detail: 'the run was stopped' };

async function readAtMost(body: AsyncIterable<unknown>, limit: number): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limit) return null;
    chunks.push(bytes);
  }
  return chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
}

function pathOf(request: WireRequest, auth: 'query' | 'header'): string {
  const pairs: (readonly [string, string])[] = [...request.query];
  if (request.token !== null && auth === 'query') pairs.push(['access_token', request.token]);
  const query = pairs
    .map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`)
    .join('&');
  return query === '' ? request.path : `${request.path}?${query}`;
}

function headersOf(request: WireRequest, auth: 'query' | 'header'): Record<string, string> {
  return {
    'user-agent': request.agent,
    accept: 'application/json',
    'accept-encoding': 'identity',
    ...(request.contentType === null ? {} : { 'content-type': request.contentType }),
    ...(request.token !== null && auth === 'header'
      ? { authorization: `Bearer ${request.token}` }
      : {}),
  };
}

const flatten = (
  headers: Record<string, string | readonly string[] | undefined>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === 'string' ? value : (value ?? []).join(', '),
    ]),
  );

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Turns whatever the transport threw into words; the codes are Node's and undici's. */
function explain(error: unknown): NoAnswer {
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message || code : String(error);
  if (unreachable.has(code) || error instanceof errors.ConnectTimeoutError) {
    return { kind: 'none', why: 'unreachable', detail: detail || code };
  }
  if (error instanceof errors.SocketError || code === 'ECONNRESET' || code === 'EPIPE') {
    return {
      kind: 'none',
      why: 'reset',
      detail: 'the connection ended before the answer was whole',
    };
  }
  return { kind: 'none', why: 'not-http', detail };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? '' : codeOf(error.cause);
}

/** Milliseconds that a 429 asks to wait (CONV-12); one second where it does not say. */
function retryAfter(answer: Answer): number {
  const json = answer.body.json;
  const value: unknown =
    json.ok &&
    typeof json.value === 'object' &&
    json.value !== null &&
    'retry_after_ms' in json.value
      ? json.value.retry_after_ms
      : undefined;
  return typeof value === 'number' && value >= 0 ? Math.max(value, 10) : 1000;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
