import { loadSpec } from '../../document/load.ts';
import {
  createTrafficJudge,
  type JudgedTraffic,
  type TrafficFinding,
  type TrafficJudgeOptions,
} from '../judge-traffic.ts';

export const spec = loadSpec();
export const base = spec.declaration.basePath;
const json = { 'content-type': 'application/json' };

/** How a request differs from an ordinary one. */
export interface Sending {
  readonly body?: unknown;
  /** The bytes of its body, in place of the JSON of `body`. */
  readonly raw?: Uint8Array;
  /** Whether its body is not known. */
  readonly isBodyUnknown?: boolean;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request under way. */
export interface UnderWay extends JudgedTraffic {
  answer(
    status: number,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): readonly TrafficFinding[];
  lose(): readonly TrafficFinding[];
}

/** Traffic with a judge, whose clock goes on with each request and answer. */
export function traffic(options: TrafficJudgeOptions = {}) {
  const judge = createTrafficJudge(spec, { alone: true, patience: 0, ...options });
  const found: TrafficFinding[] = [];
  let at = 1000;
  /** @param path below the base path, with its query */
  const send = (method: string, path: string, given: Sending = {}): UnderWay => {
    at += 10;
    const { body, raw, token = 'alice', headers = {}, isBodyUnknown = false } = given;
    const bytes = raw ?? Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const judged = judge.request({
      method,
      target: path.startsWith('/_matrix') ? path : base + path,
      headers: {
        ...(bytes.length === 0 ? {} : json),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: isBodyUnknown ? null : bytes,
      at,
    });
    const keep = (findings: readonly TrafficFinding[]): readonly TrafficFinding[] => {
      found.push(...findings);
      return findings;
    };
    keep(judged.findings);
    return {
      ...judged,
      answer(status, answered = {}, more = json) {
        at += 10;
        const text = answered === null ? null : JSON.stringify(answered);
        return keep(judge.answered(judged.ticket, { status, headers: more, body: text, at }));
      },
      lose: () => keep(judge.answered(judged.ticket, null)),
    };
  };
  return {
    judge,
    send,
    /** Lets time pass, in milliseconds. */
    wait: (ms: number) => void (at += ms),
    /** Everything that was found against the server. */
    ofServer: () => found.filter(({ side }) => side === 'server'),
    /** The requirements that the server violated, in the order in which it was found. */
    blamed: () => found.flatMap((one) => (one.side === 'server' ? [one.requirement] : [])),
    found: () => found,
  };
}
