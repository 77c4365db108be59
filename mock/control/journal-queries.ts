import { didYouMean } from '../../harness/document/nearest.ts';
import { toHar } from '../journal/har.ts';
import type { Entry } from '../journal/journal.ts';
import { redactionOf } from '../journal/redaction.ts';
import { show } from '../journal/show.ts';
import { problemOfOperation } from '../rules/check.ts';
import type { Rule } from '../rules/rule.ts';
import type { World } from '../worlds/world.ts';
import { urlOf } from './describe-world.ts';
import { ControlError } from './problem.ts';

const parameters = ['operation', 'user', 'room', 'violations', 'limit', 'format'] as const;

/**
 * The journal, or those entries of it that the query asks for.
 * @throws ControlError 400 for a query that is not understood
 */
export function journalOf(world: World, query: URLSearchParams, origin: string): object {
  for (const name of query.keys()) {
    if (parameters.some((known) => known === name)) continue;
    throw badQuery(`there is no parameter "${name}"${didYouMean(name, parameters)}`);
  }
  const format = query.get('format') ?? 'json';
  if (format !== 'json' && format !== 'har')
    throw badQuery(`format must be json or har, not ${format}`);
  const redaction = redactionOf(world.home);
  const entries = selected(world, query).map((entry) => show(entry, redaction));
  if (format === 'har') return toHar(entries, urlOf(world, origin), '0.1.0');
  return { total: world.journal.total(), forgotten: world.journal.forgotten(), entries };
}

function selected(world: World, query: URLSearchParams): readonly Entry[] {
  const { lookup } = world;
  const [operation, user, room] = [query.get('operation'), query.get('user'), query.get('room')];
  const limit = limitOf(query.get('limit'));
  if (operation !== null) {
    const problem = problemOfOperation(operation);
    if (problem !== null) throw badQuery(problem);
  }
  const violations = isTrue(query, 'violations');
  const found = world.journal
    .entries()
    .filter(
      (entry) =>
        (operation === null || entry.operation === operation) &&
        (user === null || isThe(entry.incoming.user, lookup.user(user))) &&
        (room === null || isThe(entry.incoming.room, lookup.room(room))) &&
        (!violations || entry.findings.length > 0),
    );
  return limit === null ? found : found.slice(Math.max(0, found.length - limit));
}

/** Whether two ids are the same; nobody is not nobody. */
const isThe = (id: string | null, wanted: string | null): boolean => id !== null && id === wanted;

function limitOf(text: string | null): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw badQuery(`limit must be a whole number, not ${text}`);
}

/**
 * Whether a parameter of the query is true.
 * @throws ControlError 400 for anything but true and false
 */
export function isTrue(query: URLSearchParams, name: string): boolean {
  const value = query.get(name) ?? 'false';
  if (value === 'true' || value === 'false') return value === 'true';
  throw badQuery(`${name} must be true or false, not ${value}`);
}

const badQuery = (detail: string): ControlError => new ControlError(400, 'bad query', detail);

/** The rules that never applied. */
export const pendingOf = ({ rules }: World): readonly Rule[] =>
  rules.all().filter(({ applied }) => applied === 0);

/** What the clients of a world did against the client register, by requirement. */
export interface Violation {
  readonly requirement: string;
  readonly grade: string;
  /** In how many requests. */
  readonly count: number;
  /** The first of them, in a sentence. */
  readonly what: string;
  /** Ids of entries of the journal. */
  readonly entries: readonly number[];
}

/** Collects the findings of a journal by requirement. */
export function violationsOf(world: World): { readonly violations: readonly Violation[] } {
  const redaction = redactionOf(world.home);
  const found = new Map<string, Violation>();
  for (const { id, findings } of world.journal.entries()) {
    for (const { requirement, grade, what } of findings) {
      const known = found.get(requirement);
      found.set(requirement, {
        requirement,
        grade,
        count: (known?.count ?? 0) + 1,
        what: known?.what ?? redaction.text(what),
        entries: [...(known?.entries ?? []), id],
      });
    }
  }
  return { violations: [...found.values()] };
}
