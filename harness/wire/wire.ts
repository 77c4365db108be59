import { errors, Pool, type Dispatcher } from 'undici';
import {
  answerOf,
  isGatewayAnswer,
  type Answer,
  type Auth,
  type Exchange,
  flatten,
  headersOf,
  longestBody,
  type NoAnswer,
  pathOf,
  tooLarge,
  retryAfter,
  type WireRequest,
} from './exchange.ts';
import { codeOf, localTrouble } from './obstacle.ts';
import { createTimeLimits, type Limited, type TimeLimits } from './time-limits.ts';

/** Sends a request and waits for its whole answer. Never throws: a failed connection is part of the exchange. */
export type Send = (request: WireRequest) => Promise<Exchange>;

export interface WireOptions {
  /** Scheme, host and port of the target. */
  readonly origin: string;
  readonly auth: Auth;
  /** Milliseconds after which a request without a whole answer is given up. */
  readonly deadline: number;
  /** Milliseconds that rate limits (429) of one request are waited out, where it does not say itself. */
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

/** Opens a keep-alive pool to a target. @throws TypeError when `origin` is not an http(s) URL. */
export function openWire(options: WireOptions): Wire {
  const open = (pipelining: number): Pool =>
    new Pool(options.origin, {
      connections: options.connections,
      pipelining,
      // A closed port shows within two seconds, however long the run waits for answers.
      connect: { timeout: Math.min(options.deadline, 1500) },
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  const pools = { kept: open(1), fresh: open(0) };
  // One listener for all requests: adding one for each would double the cost of a request.
  const live = new Set<UnderWay>();
  const stopAll = (): void => {
    for (const one of live) one.end(stopped);
  };
  options.signal.addEventListener('abort', stopAll);
  const limits = createTimeLimits(live);
  const budget = { left: options.patience * patienceOfConnection * options.connections };
  return {
    send: (request) => sendPatiently({ pools, options, live, limits, budget }, request),
    async close() {
      options.signal.removeEventListener('abort', stopAll);
      limits.close();
      await Promise.all([pools.kept.destroy(), pools.fresh.destroy()]);
    },
  };
}

/** A request under way, or a pause before it is repeated. */
interface UnderWay extends Limited {
  /** Ends it without an answer. */
  end(result: NoAnswer): void;
}

interface OpenWire {
  /** Kept-alive connections, and connections that serve one request each. */
  readonly pools: { readonly kept: Dispatcher; readonly fresh: Dispatcher };
  readonly options: WireOptions;
  readonly live: Set<UnderWay>;
  readonly limits: TimeLimits;
  /** Milliseconds that all requests together may still wait for rate limits. */
  readonly budget: { left: number };
}

/** The patience with all requests together, for each connection, in patiences with one request. */
const patienceOfConnection = 3;

/** A request without an effect may be sent again when its connection ended or a gateway answered. */
const mostRepeats = 3;

/** Milliseconds before a request is repeated that a gateway answered, times the number of repeats so far. */
const gatewayPause = 50;

/** How long a request may wait for a connection of ours, in deadlines of an answer. */
const deadlinesInQueue = 5;

/** The longest path that is kept, in characters. An id that makes a longer one comes from the target itself. */
const longestPath = 64 * 1024;

/** What is kept of a request: of a path that no server would read, the beginning. */
const kept = (request: WireRequest): WireRequest =>
  request.path.length <= longestPath
    ? request
    : { ...request, path: `${request.path.slice(0, 200)}… (${request.path.length} characters)` };

async function sendPatiently(wire: OpenWire, request: WireRequest): Promise<Exchange> {
  const { options } = wire;
  const limited: Answer[] = [];
  const repeatable = request.method === 'GET';
  let left = request.patience ?? options.patience;
  let [retries, gateways] = [0, 0];
  for (;;) {
    const at = performance.now();
    const answer = await attempt(wire, request, request.fresh === true || retries > 0);
    const ms = performance.now() - at;
    const waits = limited.length;
    const gateway = answer.kind === 'answer' && isGatewayAnswer(answer);
    if (gateway) gateways += 1;
    const exchange = { request: kept(request), answer, at, ms, waits, retries, gateways, limited };
    if (options.signal.aborted) return exchange;
    if (gateway || (answer.kind === 'none' && answer.why === 'reset')) {
      if (!repeatable || retries >= mostRepeats) return exchange;
      retries += 1;
      if (gateway) await pause(wire, gatewayPause * retries);
    } else {
      if (answer.kind === 'none' || answer.status !== 429) return exchange;
      const wait = retryAfter(answer);
      if (wait > left || wait > wire.budget.left) return exchange;
      left -= wait;
      wire.budget.left -= wait;
      limited.push(answer);
      await pause(wire, wait);
    }
  }
}

/**
 * Sends a request once. It handles the connection's events itself: a stream and an abort signal for every request would
 * double the cost of a request.
 */
function attempt(
  { pools, options, live, limits }: OpenWire,
  request: WireRequest,
  fresh: boolean,
): Promise<Answer | NoAnswer> {
  if (options.signal.aborted) return Promise.resolve(stopped);
  return new Promise((resolve) => {
    let connection: Dispatcher.DispatchController | null = null;
    let settled = false;
    let status = 0;
    let size = 0;
    let headers: Answer['headers'] = {};
    const chunks: Buffer[] = [];

    const settle = (result: Answer | NoAnswer): void => {
      settled = true;
      live.delete(underWay);
      if (live.size === 0) limits.rest();
      resolve(result);
    };
    const giveUp = (result: NoAnswer): void => {
      if (settled) return;
      settle(result);
      connection?.abort(new Error(result.detail));
    };
    const underWay = {
      // A request that never gets a connection must not wait for ever.
      until: performance.now() + options.deadline * deadlinesInQueue,
      end: giveUp,
      expire() {
        const detail = `no whole answer within ${options.deadline} ms`;
        giveUp({ kind: 'none', why: 'timeout', detail });
      },
    };
    live.add(underWay);
    limits.watch(underWay);

    const listener: Dispatcher.DispatchHandler = {
      onRequestStart(given) {
        connection = given;
        if (settled) return given.abort(new Error('the request was given up'));
        // What a request waits for a connection of ours is not the time of the target.
        underWay.until = performance.now() + options.deadline;
        limits.watch(underWay);
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
        if (size > longestBody) giveUp(tooLarge(`is longer than ${longestBody} bytes`));
      },
      onResponseEnd() {
        const [first] = chunks;
        const bytes = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
        if (!settled) settle(answerOf(status, headers, bytes));
      },
      onResponseError(_given, error) {
        if (!settled) settle(describeTransportError(error));
      },
    };
    try {
      (fresh ? pools.fresh : pools.kept).dispatch(
        {
          method: request.method,
          path: pathOf(request, options.auth),
          headers: headersOf(request, options.auth),
          body: request.latin1 ? Buffer.from(request.body ?? '', 'latin1') : request.body,
        },
        listener,
      );
    } catch (error) {
      if (!settled) settle(describeTransportError(error));
    }
  });
}

const stopped: NoAnswer = { kind: 'none', why: 'stopped', detail: 'the run was stopped' };

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
  if (localTrouble.has(code)) {
    return {
      kind: 'none',
      why: 'local',
      detail: `this machine cannot open a connection (${code})`,
    };
  }
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

/** Waits, at most until the run is stopped. */
const pause = ({ live, options }: OpenWire, ms: number): Promise<void> =>
  options.signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          live.delete(underWay);
          resolve();
        };
        const timer = setTimeout(end, ms);
        const underWay = { until: Infinity, end, expire: end };
        live.add(underWay);
      });
