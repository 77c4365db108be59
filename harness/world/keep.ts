import type { Answer, Exchange, NoAnswer, WireRequest } from '../wire/exchange.ts';

/** Bytes of answers that the exchanges of a case, or of one run of a property, keep whole. */
const mostWhole = 512 * 1024;

/** Characters that are kept of the text of an answer beyond that. */
const longestText = 8192;

/** Decides how much of an exchange a list of exchanges keeps. */
export type Keep = (list: object, exchange: Exchange) => Exchange;

/**
 * Keeps answers whole until the answers of a list are large together; after that, of a long answer only the beginning.
 * Those who judge an exchange have seen all of it by then.
 */
export function createKeep(): Keep {
  const taken = new WeakMap<object, number>();
  return (list, exchange) => {
    const { request, answer, limited } = exchange;
    const total = (taken.get(list) ?? 0) + sizeOf(exchange);
    taken.set(list, total);
    if (total <= mostWhole) return exchange;
    return {
      ...exchange,
      request: shortRequest(request),
      answer: shortened(answer),
      limited: limited.map((one) => shortened(one)),
    };
  };
}

function sizeOf({ request: { path, query, body }, answer, limited }: Exchange): number {
  let size = path.length + (body?.length ?? 0);
  for (const [, value] of query) size += value.length;
  for (const one of limited) size += one.body.bytes;
  return answer.kind === 'none' ? size : size + answer.body.bytes;
}

/** A request holds what a target sent, such as the id of a room or the token of a page. */
const shortRequest = (request: WireRequest): WireRequest => ({
  ...request,
  path: copyOf(request.path),
  query: request.query.map(([key, value]) => [key, copyOf(value)] as const),
  body: request.body === null ? null : copyOf(request.body),
});

function shortened<A extends Answer | NoAnswer>(answer: A): A | Answer {
  if (answer.kind === 'none') return answer;
  const { text, bytes, utf8 } = answer.body;
  if (text.length <= longestText) return answer;
  const body = { bytes, text: `${copyOf(text)}… (${text.length} characters)`, utf8 };
  return { ...answer, body: { ...body, json: { ok: false }, cut: true } };
}

/** The beginning of a text. A slice would keep the whole text in memory. */
const copyOf = (text: string): string =>
  text.length <= longestText
    ? text
    : Buffer.from(text.slice(0, longestText), 'utf16le').toString('utf16le');
