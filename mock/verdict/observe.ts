import type { Spec } from '../../harness/document/load.ts';
import type { ClientRequirementId } from '../../harness/document/ids.ts';
import {
  createObserver,
  type Observations,
  type ObservedExchange,
} from '../../harness/traffic/observations.ts';
import type { Entry } from '../journal/journal.ts';
import { redactionOf, type Redaction } from '../journal/redaction.ts';
import { jsonOf } from '../rules/incoming.ts';
import { tokenOf } from '../worlds/incoming-of.ts';
import type { World } from '../worlds/world.ts';
import { nameOfUser } from './name-of-user.ts';

/** Looks at the requests of all worlds of a mock. */
export interface WorldsObserver {
  readonly onEnd: (world: World, entry: Entry, observed: readonly ClientRequirementId[]) => void;
  readonly result: () => Observations;
}

/** Requests of the same user before the one that shows a finding of its history. */
const before = 3;

/** Characters of a body that are kept. */
const longest = 2000;

/** Makes an observer of all worlds together. */
export function observeWorlds({
  declaration,
  clients,
}: Pick<Spec, 'declaration' | 'clients'>): WorldsObserver {
  const observer = createObserver(declaration, clients);
  return {
    onEnd(world, entry, met) {
      const { findings, incoming, ending } = entry;
      const answer = ending?.kind === 'answered' ? ending.answer : null;
      observer.add({
        operation: entry.declared,
        met,
        findings,
        status: answer?.status ?? null,
        asked: () => jsonOf(incoming.request.body),
        answer: () => (answer === null ? undefined : jsonOf(bytesOf(answer.body))),
        exchanges: (led) =>
          [...(led ? leadingTo(entry, world) : []), entry].map((one) => exchangeOf(one, world)),
      });
    },
    result: observer.result,
  };
}

/** The room that a path names which is not one of an operation; null for none. */
const roomIn = (path: string, { world: { rooms } }: World['home']): string | null =>
  path
    .split('/')
    .map(decoded)
    .find((segment) => rooms.has(segment)) ?? null;

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The requests of the same user that came just before, as far as the journal still holds them. */
function leadingTo(entry: Entry, { journal }: World): readonly Entry[] {
  const all = journal.entries();
  const own = all.filter(({ incoming }) => incoming.user === entry.incoming.user);
  const place = own.indexOf(entry);
  return own.slice(Math.max(0, place - before), Math.max(0, place));
}

/** An entry as reports show it: without secrets, long bodies cut. */
export function exchangeOf(entry: Entry, { home, names }: World): ObservedExchange {
  const { incoming, at, ms, ending } = entry;
  const { request, user } = incoming;
  const redaction = redactionOf(home);
  const answer = ending?.kind === 'answered' ? ending.answer : null;
  const answerType = answer === null ? undefined : headerOf(answer.headers, 'content-type');
  return {
    user: nameOfUser(user, names) ?? 'nobody',
    operation: entry.declared,
    method: request.method,
    path: pathOf(entry, redaction),
    token: tokenIn(entry),
    contentType: headerOf(redaction.headers(request.headers), 'content-type') ?? null,
    body: request.body.length === 0 ? null : textOf(redaction.body(request.body)),
    status: answer?.status ?? null,
    detail: detailOf(entry),
    room: incoming.room ?? roomIn(request.path, home),
    answerType: answerType ?? null,
    answer: answer === null ? null : textOf(redaction.body(answer.body)),
    at,
    ms: Math.round(ms ?? 0),
  };
}

function tokenIn({ incoming: { request, user } }: Entry): ObservedExchange['token'] {
  if (tokenOf(request) === null) return 'none';
  return user === null ? 'unknown' : 'own';
}

function detailOf({ ending }: Entry): string | null {
  switch (ending?.kind) {
    case 'answered':
      return null;
    case 'broken off':
      return 'a rule of the mock broke the answer off';
    case 'abandoned':
      return 'the client went away before it was answered';
    case undefined:
      return 'it was not answered yet';
  }
}

function pathOf({ incoming: { request } }: Entry, redaction: Redaction): string {
  const query = [...request.query].flatMap(([name, values]) =>
    name === 'access_token'
      ? []
      : values.map((value): [string, string] => [
          redaction.text(name),
          redaction.query(name, value),
        ]),
  );
  const search = query.length === 0 ? '' : `?${new URLSearchParams(query).toString()}`;
  return cut(`${redaction.text(request.path)}${search}`);
}

const headerOf = (
  headers: Readonly<Record<string, string | readonly string[] | number | undefined>>,
  name: string,
): string | undefined => {
  const value = headers[name];
  return value === undefined ? undefined : String(value);
};

const bytesOf = (body: string | Uint8Array): Uint8Array =>
  typeof body === 'string' ? Buffer.from(body) : body;

const textOf = (value: unknown): string =>
  cut(value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value));

/** Cuts a text, and says how long it was, in the words by which formats know that a text was cut. */
const cut = (text: string): string =>
  text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length} characters)`;
