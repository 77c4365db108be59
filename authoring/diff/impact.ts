import type { JsonPointer } from '../../harness/document/declaration.ts';
import type { Statement } from '../../harness/document/statements.ts';
import { addressAt, bind, createMoves } from './addresses.ts';
import type { Change } from './change.ts';
import { relates } from './relates.ts';

/** A requirement of servers or of clients, bound to the bundled declaration. */
export interface RegisterEntry extends Pick<
  Statement<string>,
  'id' | 'grade' | 'pointer' | 'quote' | 'statement'
> {
  readonly about: 'servers' | 'clients';
}

/** What requirements are judged by, by the id of each. */
export interface Judges {
  readonly cases: ReadonlyMap<string, readonly string[]>;
  readonly faults: ReadonlyMap<string, readonly string[]>;
  readonly scenarios: ReadonlyMap<string, readonly string[]>;
  readonly wrongClients: ReadonlyMap<string, readonly string[]>;
}

/**
 * What becomes of a requirement: its words are gone; they stand under another name; or they still stand there, and
 * something changed that they are about.
 */
export type Fate = 'orphaned' | 'moved' | 'changed';

/** A requirement that the changes concern. */
export interface Affected extends Omit<RegisterEntry, 'pointer'> {
  readonly fate: Fate;
  readonly oldPointer: JsonPointer;
  /** Null where its words are gone. */
  readonly newPointer: JsonPointer | null;
  /** The numbers of the changes, from 0; none where only the way changed in which the declaration is written. */
  readonly changes: readonly number[];
  readonly cases: readonly string[];
  readonly faults: readonly string[];
  readonly scenarios: readonly string[];
  readonly wrongClients: readonly string[];
}

/** What the changes mean for the suite. */
export interface Impact {
  readonly requirements: readonly Affected[];
  /** The numbers of the changes that say something which no requirement is about. */
  readonly unstated: readonly number[];
}

/**
 * Finds the requirements that changes concern, by their quotes.
 * @param bundled the declaration that the entries are bound to
 * @returns null where no quote stands in the old declaration: then it is of another API
 */
export function impactOf(
  changes: readonly Change[],
  documents: { readonly bundled: unknown; readonly old: unknown; readonly new: unknown },
  entries: readonly RegisterEntry[],
  judges: Judges,
): Impact | null {
  const move = createMoves(changes, documents.old, documents.new);
  const bound = entries.flatMap((entry) => {
    const address = entry.pointer === null ? null : addressAt(documents.bundled, entry.pointer);
    if (address === null) return [];
    const oldPointer = bind(documents.old, address, entry.quote);
    if (oldPointer === null) return [];
    const to = move(address);
    const newPointer = bind(documents.new, to, entry.quote);
    return [{ entry, oldPointer, newPointer, moved: to !== address }];
  });
  if (!bound.some(({ entry, oldPointer }) => isOwn(entry, oldPointer))) return null;
  const requirements = bound.flatMap(({ entry, oldPointer, newPointer, moved }) => {
    const related = changes.flatMap((change, i) =>
      relates(change, { ...entry, oldPointer, newPointer }, documents) ? [i] : [],
    );
    const fate = fateOf(newPointer, moved, related.length > 0);
    return fate === null
      ? []
      : [affected(entry, { fate, oldPointer, newPointer, related }, judges)];
  });
  const stated = new Set(
    requirements.flatMap((one) => (one.newPointer === null ? [] : one.changes)),
  );
  return {
    requirements,
    unstated: changes.flatMap((change, i) => (saysSomething(change) && !stated.has(i) ? [i] : [])),
  };
}

/** Whether a quote stands in an operation or a model; words such as "apis" stand in every declaration. */
const isOwn = ({ quote }: RegisterEntry, pointer: JsonPointer): boolean =>
  quote !== null && /^\/(?:apis|models)\//.test(pointer);

/** A form is what a sentence says, which is a change of its own. */
const saysSomething = ({ kind, what, new: fresh }: Change): boolean =>
  fresh !== null && what !== 'renamed' && kind !== 'other' && kind !== 'form';

function fateOf(newPointer: JsonPointer | null, moved: boolean, related: boolean): Fate | null {
  if (newPointer === null) return 'orphaned';
  if (moved) return 'moved';
  return related ? 'changed' : null;
}

function affected(
  { id, grade, quote, statement, about }: RegisterEntry,
  found: Pick<Affected, 'fate' | 'oldPointer' | 'newPointer'> & {
    readonly related: readonly number[];
  },
  { cases, faults, scenarios, wrongClients }: Judges,
): Affected {
  const { related, ...rest } = found;
  const of = (all: ReadonlyMap<string, readonly string[]>): readonly string[] => all.get(id) ?? [];
  return {
    id,
    about,
    grade,
    statement,
    quote,
    ...rest,
    changes: related,
    cases: of(cases),
    faults: of(faults),
    scenarios: of(scenarios),
    wrongClients: of(wrongClients),
  };
}
