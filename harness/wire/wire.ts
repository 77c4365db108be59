import { errors, Pool, type Dispatcher } from 'undici';
import {
  type Answer,
  type Auth,
  type Exchange,
  flatten,
  headersOf,
  type NoAnswer,
  pathOf,
  readBody,
  type WireRequest,
} from './exchange.ts';

/** Sends a request and waits for its whole answer. Never throws: a failed connection is part of the exchange. */
export type Send = (request: WireRequest) => Promise<Exchange>;

export interface WireOptions {
  /** Scheme, host and port of the target. */
  readonly origin: string;
  readonly auth: Auth;
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

/** Opens a keep-alive pool to a target. @throws TypeError when `origin` is not an http(s) URL. */
export function openWire(options: WireOptions): Wire {
  const pool = new Pool(options.origin, {
    connections: options.connections,
    pipelining: 1,
    // A closed port shows within two seconds, however long the run waits for answers.
    connect: { timeout: Math.min(options.deadline, 1500) },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  // One listener for all requests: adding one for each is what most of a request would cost.
  const live = new Set<() => void>();
  const stopAll = (): void => {
    for (const stop of live) stop();
  };
  options.signal.addEventListener('abort', stopAll);
  return {
    send: (request) => sendPatiently({ pool, options, live }, request),
    close() {
      options.signal.removeEventListener('abort', stopAll);
      return pool.destroy();
    },
  };
}

interface OpenPool {
  readonly pool: Dispatcher;
  readonly options: WireOptions;
  /** One function for each request under way, which ends it. */
  readonly live: Set<() => void>;
}

async function sendPatiently(line: OpenPool, request: WireRequest): Promise<Exchange> {
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

/**
 * Sends a request once. It handles the connection's events itself: a stream and an abort signal for every request would
++  * double the cost of a request.
 */
function attempt(
  { pool, options, live }: OpenPool,
  request: WireRequest,
): Promise<Answer | NoAnswer> {
  if (options.signal.aborted) return Promise.resolve(stopped);
  return new Promise((resolve) => {
    let connection: Dispatcher.DispatchController | null = null;
    let settled = false;
    let [status, size] = [0, 0];
    let headers: Answer['headers'] = {};
    const chunks: Buffer[] = [];

    const settle = (result: Answer | NoAnswer): void => {
      settled = true;
      clearTimeout(deadline);
      live.delete(stop);
      resolve(result);
    };
    const giveUp = (result: NoAnswer): void => {
      if (settled) return;
      settle(result);
      connection?.abort(new Error(result.detail));
    };
    const stop = (): void => giveUp(stopped);
    const deadline = setTimeout(() => {
      const detail = `no whole answer within ${options.deadline} ms`;
      giveUp({ kind: 'none', why: 'timeout', detail });
    }, options.deadline);
    live.add(stop);

    const listener: Dispatcher.DispatchHandler = {
      onRequestStart(given) {
        connection = given;
        if (settled) given.abort(new Error('the request was given up'));
      },
      onResponseStart(_given, code, fields) {
        // What is below 200 comes before the answer.
        if (code < 200) return;
        status = code;
        headers = flatten(fields);
      },
      onResponseData(_given, chunk) {
        size += chunk.length;
        chunks.push(chunk);
        if (size > sizeLimit) giveUp(tooLarge);
      },
      onResponseEnd() {
        const [first] = chunks;
        const bytes = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
        if (!settled) settle({ kind: 'answer', status, headers, body: readBody(bytes) });
      },
      onResponseError(_given, error) {
        if (!settled) settle(describeTransportError(error));
      },
    };
    try {
      pool.dispatch(
        {
          method: request.method,
          path: pathOf(request, options.auth),
          headers: headersOf(request, options.auth),
          body: request.body,
        },
        listener,
      );
    } catch (error) {
      if (!settled) settle(describeTransportError(error));
    }
  });
}

const stopped: NoAnswer = { kind: 'none', why: 'stopped', detail: 'the run was stopped' };

const tooLarge: NoAnswer = {
  kind: 'none',
  why: 'too-large',
  detail: `the body is longer than ${sizeLimit} bytes`,
};

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Turns whatever the transport threw into words; the codes are Node's and undici's. */
function describeTransportError(error: unknown): NoAnswer {
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message || code : String(error);
  if (unreachable.has(code) || error instanceof errors.ConnectTimeoutError) {
    return { kind: 'none', why: 'unreachable', detail: detail || code, code };
  }
  if (error instanceof errors.SocketError || code === 'ECONNRESET' || code === 'EPIPE') {
    return {
      kind: 'none',
      why: 'reset',
      detail: 'the connection ended before the answer was whole',
    };
  }
  return { kind: 'none', why: 'not-http', detail, code };
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
