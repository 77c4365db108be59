import { loadSpec } from '../../document/load.ts';
import type { ClientRequirementId } from '../../document/ids.ts';
import type { ClientFinding } from '../finding.ts';
import {
  createRequestJudge,
  type JudgedRequest,
  type RequestJudgeOptions,
} from '../judge-requests.ts';

export const spec = loadSpec();
export const base = spec.declaration.basePath;
const json = { 'content-type': 'application/json' };

/** How a request differs from an ordinary one. */
export interface Ask {
  readonly body?: unknown;
  /** The body's text or bytes, in place of the JSON of `body`. */
  readonly raw?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null sends none. */
  readonly token?: string | null;
  /** Milliseconds since the request before; 1 if left out. */
  readonly after?: number;
  /** The connection it is sent on; 'one' if left out, null where that is not known. */
  readonly connection?: string | null;
  readonly clock?: string;
  /** Milliseconds until it is answered; 1 if left out. */
  readonly took?: number;
}

/** A request that was judged, and may be answered. */
export interface Asked extends JudgedRequest {
  readonly ids: readonly ClientRequirementId[];
  answer(status: number, body?: unknown): readonly ClientFinding[];
  /** It gets no answer: at once if left out, and because it gave up itself. */
  lose(given?: { readonly after?: number; readonly gaveUp?: boolean }): readonly ClientFinding[];
}

/** A world with a judge, whose clock goes on with each request and answer. */
export function world(options: RequestJudgeOptions = { sawEverything: true }) {
  const judge = createRequestJudge(spec, options);
  let at = 1000;
  /** @param path below the base path, with its query */
  const ask = (method: string, path: string, given: Ask = {}): Asked => {
    const {
      body,
      raw,
      headers,
      token = 'alice',
      after = 1,
      connection = 'one',
      clock,
      took = 1,
    } = given;
    at += after;
    const text = raw ?? (body === undefined ? '' : JSON.stringify(body));
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    const bearer = token === null ? {} : { authorization: `Bearer ${token}` };
    const judged = judge.request({
      method,
      target: path.startsWith('/_matrix') || path.startsWith('http') ? path : base + path,
      headers: { ...(bytes.length === 0 ? {} : json), ...bearer, ...headers },
      body: bytes,
      at,
      ...(connection === null ? {} : { connection }),
      ...(clock === undefined ? {} : { clock }),
    });
    return {
      ...judged,
      ids: judged.findings.map(({ requirement }) => requirement),
      answer(status, answered = {}) {
        at += took;
        const sent = Buffer.from(JSON.stringify(answered));
        return judge.answered(judged.ticket, { status, headers: json, body: sent, at });
      },
      lose({ after: passed = 1, gaveUp = false } = {}) {
        at += passed;
        return judge.answered(judged.ticket, null, { at, gaveUp });
      },
    };
  };
  return { ask, judge };
}
