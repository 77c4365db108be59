import type { Nickname } from '../harness/document/ids.ts';
import type { Matched } from '../harness/traffic/match.ts';
import type { ObservedExchange } from '../harness/traffic/observations.ts';
import { readBody } from '../harness/wire/exchange.ts';
import { hideSecretPairs, hideSecretValues, isSecretKey } from '../harness/wire/secret-fields.ts';
import { readTarget } from '../harness/traffic/target.ts';
import type { Timed } from './order.ts';
import type { Secrets } from './secrets.ts';

/** An exchange as it is remembered, to be shown if something is found. */
export interface Remembered {
  readonly exchange: Timed;
  readonly matched: Matched;
  /** Path and query as they were judged. */
  readonly target: string;
  /** A name for whoever sent it. */
  readonly user: string;
  readonly token: ObservedExchange['token'];
  readonly secrets: readonly string[];
}

/** Characters of a body that are shown. */
const longest = 2000;

/** An exchange as reports show it: without secrets, long bodies cut. */
export function shownExchange(
  { exchange, matched, target, user, token, secrets: own }: Remembered,
  secrets: Secrets,
): ObservedExchange {
  secrets.learn(own);
  const hide = (text: string): string => secrets.text(text);
  const { request, answer, lost, at, ms } = exchange;
  return {
    user: hide(user),
    operation: operationOf(matched),
    method: usualMethod.test(request.method) ? request.method : hide(request.method),
    path: cut(pathOf(target, hide)),
    token,
    contentType: typeOf(request.headers, hide),
    body: request.body?.length === 0 ? null : textOf(request.body, hide),
    status: answer?.status ?? null,
    detail:
      answer === null
        ? lost
          ? 'the client got no whole answer'
          : 'the recording holds no answer'
        : null,
    room: matched.kind === 'operation' ? hide(matched.parameters['roomId'] ?? '') || null : null,
    answerType: answer === null ? null : typeOf(answer.headers, hide),
    answer: answer === null ? null : textOf(answer.body, hide),
    at,
    ms: Math.round(ms ?? 0),
  };
}

/** A method that is a word of HTTP, and no secret in its place. */
const usualMethod = /^[A-Z]{3,7}$/;

/** A target may repeat anything in a header. */
function typeOf(
  { 'content-type': type }: Readonly<Record<string, string>>,
  hide: (text: string) => string,
): string | null {
  return type === undefined ? null : hideSecretPairs(hide(type));
}

export const operationOf = (matched: Matched): Nickname | null =>
  matched.kind === 'operation' ? matched.nickname : null;

function pathOf(target: string, hide: (text: string) => string): string {
  const { path, query } = readTarget(target);
  const pairs = [...query].flatMap(([name, values]) =>
    values.map((value): [string, string] => [
      hide(name),
      isSecretKey(name) ? '‹secret›' : hide(value),
    ]),
  );
  const search = pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
  return `${hideSecretPairs(hide(path))}${search}`;
}

function textOf(body: Uint8Array | null, hide: (text: string) => string): string {
  if (body === null) return '(not in the recording)';
  const { json, text } = readBody(body);
  if (json.ok) return cut(JSON.stringify(hideSecretValues(json.value, hide)));
  return cut(hideSecretPairs(hide(text)));
}

/** Cuts a text, and says how long it was, in the words by which formats know that a text was cut. */
const cut = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
