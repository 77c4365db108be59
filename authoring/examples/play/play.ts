import { isObject, stringAt } from '../../../harness/document/json.ts';
import type { Answer, Exchange, WireRequest } from '../../../harness/wire/exchange.ts';
import type { ExchangeExample } from '../example.ts';
import { createRedactor } from '../../../harness/wire/redact.ts';
import { finding } from '../judge/finding.ts';
import type { JudgedDocument, JudgedExample } from '../judge/judge.ts';
import type { JudgeRules } from '../judge/rules-of.ts';
import { Bindings, type PlayedUser } from './bindings.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { PlayedDocument, PlayedExample } from './played.ts';
import { type PlayedRequest, prepare } from './request.ts';
import { targetOf } from './target-of.ts';

/** How documents are played. */
export interface Player {
  send(request: WireRequest): Promise<Exchange>;
  readonly rules: JudgeRules;
  /** A word that no name at the target has yet, for names that are taken. */
  readonly fresh: string;
}

/** Plays the examples of a document in their order. Nothing of the target's tokens is in what it returns. */
export async function playDocument(
  judged: JudgedDocument,
  player: Player,
): Promise<PlayedDocument> {
  const bindings = new Bindings();
  const examples: PlayedExample[] = [];
  for (const one of judged.examples) examples.push(await playExample(one, player, bindings));
  const redactor = createRedactor();
  for (const { id, token } of bindings.users) redactor.learn(token, id);
  const hidden = (text: string | null): string | null =>
    text === null ? null : redactor.text(text);
  return {
    ...judged,
    examples: examples.map((one) => ({
      ...one,
      findings: one.findings.map((told) => ({
        ...told,
        message: redactor.text(told.message),
        expected: hidden(told.expected),
        received: hidden(told.received),
      })),
    })),
    bound: bindings.bound.map(({ from, to }) => ({ from, to: redactor.text(to) })),
    bindings,
  };
}

const notPlayed = (one: JudgedExample, why: string | null): PlayedExample => {
  const { example } = one;
  const span = example.kind === 'bare' ? example.span : example.request.span;
  const told = why === null ? [] : [finding('not-played', span, `This was not played: ${why}.`)];
  return {
    ...one,
    findings: [...one.findings, ...told],
    outcome: 'not played',
    status: null,
    compared: null,
  };
};

async function playExample(
  one: JudgedExample,
  player: Player,
  bindings: Bindings,
): Promise<PlayedExample> {
  const { example } = one;
  if (example.kind === 'bare') return notPlayed(one, null);
  const target = targetOf(example.request, one, player.rules);
  if (!target.ok) return notPlayed(one, target.why);
  const prepared = prepare(example.request, target.target, bindings);
  if (!prepared.ok) return notPlayed(one, prepared.why);
  const { request } = prepared;
  const isOpen = /\/(?:register|login)$/.test(request.path);
  // Where the example shows what happens without a right token, none is put in its place.
  const asShown = isOpen || showsBadToken(example);
  const user = asShown ? null : await userOf(request, player, bindings);
  if (!asShown && user === null)
    return notPlayed(one, 'it needs an access token, and the target registers nobody');
  const sent = await sendOnce(request, user, example, player, bindings);
  if (sent.answer.kind === 'none')
    return notPlayed(one, `the target did not answer: ${sent.answer.detail}`);
  const { answer } = sent;
  if (answer.status === 429 || answer.status >= 500)
    return notPlayed(one, `the target answered ${answer.status}`);
  learn(answer, bindings);
  return judgeAnswer(one, example, answer, player.rules, bindings);
}

/** The user who asks; one is registered where the document did not make any before. */
async function userOf(
  request: PlayedRequest,
  player: Player,
  bindings: Bindings,
): Promise<PlayedUser | null> {
  if (bindings.users.length === 0) {
    const name = `reader-${player.fresh}`;
    const body = JSON.stringify({
      user: name,
      password: `pass-${player.fresh}`,
      type: 'm.login.password',
    });
    const made = await player.send(
      wireRequest(
        { method: 'POST', path: '/_matrix/client/api/v1/register', query: [], token: null, body },
        null,
      ),
    );
    if (made.answer.kind === 'none' || made.answer.status !== 200) return null;
    learn(made.answer, bindings);
  }
  const acting = /\/state\/m\.room\.member\/([^/?]+)$/.exec(request.path)?.[1];
  const joins = request.body !== null && /"membership"\s*:\s*"join"/.test(request.body);
  const user = bindings.userFor(
    request.token,
    acting !== undefined && joins ? decodeURIComponent(acting) : null,
  );
  if (user !== null && user.token !== request.token) bindings.boundToken(request.token, user);
  return user;
}

const wireRequest = (request: PlayedRequest, user: PlayedUser | null): WireRequest => ({
  method: request.method,
  path: request.path,
  query: request.query,
  token: user === null ? request.token : user.token,
  body: request.body,
  contentType: request.body === null ? null : 'application/json',
  agent: 'rooms-conformance examples',
});

/** Sends a request; once more with another name where the one of the document is taken by somebody else. */
async function sendOnce(
  request: PlayedRequest,
  user: PlayedUser | null,
  example: ExchangeExample,
  player: Player,
  bindings: Bindings,
): Promise<Exchange> {
  const first = await player.send(wireRequest(request, user));
  const renamed =
    first.answer.kind === 'answer' && isTaken(first.answer) && !showsError(example)
      ? withFreshName(request, player.fresh)
      : null;
  if (renamed === null) return first;
  bindings.bind(renamed.from, renamed.to);
  return player.send(wireRequest({ ...request, body: renamed.body }, user));
}

const isTaken = ({ status, body }: Answer): boolean => {
  const error = body.json.ok && isObject(body.json.value) ? body.json.value : {};
  return (
    status >= 400 &&
    status < 500 &&
    /IN_USE|EXCLUSIVE|already (?:taken|exists|in use)/i.test(
      `${stringAt(error, 'errcode')} ${stringAt(error, 'error')}`,
    )
  );
};

const showsError = ({ responses }: ExchangeExample): boolean =>
  responses.some(
    ({ status, body }) =>
      (status?.code ?? 0) >= 400 ||
      (body?.kind === 'text' && body.content.text.includes('"errcode"')),
  );

const showsBadToken = ({ responses }: ExchangeExample): boolean =>
  responses.some(
    ({ status, body }) =>
      status?.code === 401 ||
      (body?.kind === 'text' && /"M_(?:UNKNOWN|MISSING)_TOKEN"/.test(body.content.text)),
  );

function withFreshName(
  { body }: PlayedRequest,
  fresh: string,
): { readonly body: string; readonly from: string; readonly to: string } | null {
  try {
    const value: unknown = JSON.parse(body ?? '');
    if (!isObject(value)) return null;
    const key = ['user', 'user_id', 'username', 'room_alias_name'].find(
      (one) => typeof value[one] === 'string',
    );
    if (key === undefined) return null;
    const from = stringAt(value, key);
    const to = `${from}-${fresh}`;
    return { body: JSON.stringify({ ...value, [key]: to }), from, to };
  } catch {
    return null;
  }
}

/** Learns the ids and tokens that an answer gives out. */
function learn({ status, body: { json } }: Answer, bindings: Bindings): void {
  if (status !== 200 || !json.ok || !isObject(json.value)) return;
  const { access_token: token, user_id: id } = json.value;
  if (typeof token === 'string' && typeof id === 'string') bindings.learnUser(id, token);
  for (const key of ['room_id', 'room_alias', 'event_id', 'start', 'end']) {
    const value = json.value[key];
    if (typeof value === 'string') bindings.learn(key, value);
  }
}
