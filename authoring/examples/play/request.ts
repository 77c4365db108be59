import { isArray, isObject } from '../../../harness/document/json.ts';
import { encodePart } from '../../../harness/document/routes.ts';
import { decodeText } from '../../../harness/traffic/target.ts';
import type { RequestPart } from '../parts/part.ts';
import { readJson } from '../text/json.ts';
import { shownJson } from '../judge/shown-json.ts';
import { type Bindings, standsForAnother } from './bindings.ts';

/** A request as the target gets it. */
export interface PlayedRequest {
  readonly method: string;
  /** From the first slash on, percent-encoded. */
  readonly path: string;
  /** Without the access token. */
  readonly query: readonly (readonly [string, string])[];
  /** As the document has it; null where it shows none. */
  readonly token: string | null;
  readonly body: string | null;
}

/** A request, or why it cannot be played. */
export type Prepared =
  | { readonly ok: true; readonly request: PlayedRequest }
  | { readonly ok: false; readonly why: string };

/** Something in a request that is not known. */
class Unknown extends Error {}

/** Puts what the target gave out into the places of what the document shows. @param target path and query of the request */
export function prepare(part: RequestPart, target: string, bindings: Bindings): Prepared {
  try {
    const [path = '', ...rest] = target.split('?');
    const segments = path.split('/').map((segment) => segmentOf(segment, bindings));
    const { query, token } = queryOf(rest.join('?'), bindings);
    const header = part.headers.find(({ name }) => name === 'authorization')?.value;
    const bearer =
      header === undefined ? null : (/^bearer\s+(.+)$/i.exec(header.trim())?.[1] ?? null);
    return {
      ok: true,
      request: {
        method: part.method,
        path: segments.join('/'),
        query,
        token: token ?? bearer,
        body: bodyOf(part, bindings),
      },
    };
  } catch (error) {
    if (error instanceof Unknown) return { ok: false, why: error.message };
    throw error;
  }
}

function segmentOf(segment: string, bindings: Bindings): string {
  const text = decodeText(segment) ?? segment;
  if (text === '') return '';
  if (/\{?txn_?id\}?/i.test(text) && standsForAnother(text))
    return `t${performance.now().toString(36).replace('.', '')}`;
  const actual = resolved(text, bindings);
  if (actual === text && /^!.+/.test(text))
    throw new Unknown(`nothing before it made the room ${text.slice(0, 60)}`);
  if (/^#.+:/.test(text) && !bindings.has(text) && !bindings.gave('room_alias'))
    throw new Unknown(`nothing before it made the alias ${text.slice(0, 60)}`);
  return encodePart(actual);
}

/** What a text of the document is at the target. @throws Unknown */
function resolved(text: string, bindings: Bindings): string {
  if (bindings.has(text)) return bindings.actual(text);
  if (!standsForAnother(text)) return inDomain(text, bindings);
  const known = bindings.named(text);
  if (known === null) throw new Unknown(`nothing says what ${text.slice(0, 60)} stands for`);
  return known;
}

/** An id of the document's server, at the target: its domain is bound by the ids that the target gave out. */
function inDomain(text: string, bindings: Bindings): string {
  const [, before, domain] = /^([@#][^:]+:)(.+)$/s.exec(text) ?? [];
  return before === undefined || domain === undefined ? text : before + bindings.actual(domain);
}

function queryOf(text: string, bindings: Bindings): Pick<PlayedRequest, 'query' | 'token'> {
  const query: (readonly [string, string])[] = [];
  let token: string | null = null;
  for (const pair of text.split('&')) {
    const [name = '', ...rest] = pair.split('=');
    const value = decodeText(rest.join('=').replaceAll('+', ' ')) ?? rest.join('=');
    if (name === '') continue;
    if (name === 'access_token') token = value;
    else if (standsForAnother(value) || name === 'from' || name === 'to') {
      // A place in a list that nobody gave out is left out, so that the whole list is asked for.
      const known = bindings.has(value) ? bindings.actual(value) : bindings.named(value);
      if (known !== null) query.push([name, known]);
    } else query.push([name, bindings.actual(value)]);
  }
  return { query, token };
}

function bodyOf({ body }: RequestPart, bindings: Bindings): string | null {
  if (body === null) return null;
  if (body.kind === 'unknown')
    throw new Unknown(`the document does not show what is sent: ${body.why}`);
  const { text } = body.content;
  const { elision, root } = readJson(text);
  if (elision !== null && root !== null) throw new Unknown('a part of what is sent is left out');
  if (root === null) return text;
  return JSON.stringify(replaced(shownJson(body.content).value, bindings));
}

function replaced(value: unknown, bindings: Bindings): unknown {
  if (typeof value === 'string') return resolved(value, bindings);
  if (isArray(value)) return value.map((item) => replaced(item, bindings));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [bindings.actual(key), replaced(item, bindings)]),
  );
}
