import { isObject, objectsAt, stringAt } from '../../harness/document/json.ts';

/** A change that was made to the reference server, and that the suite may have seen. */
export interface Mutant {
  /** Path of the compiled file, below dist/reference-server. */
  readonly file: string;
  /** The line on which it begins, without the space around it. */
  readonly line: string;
  /** What stood there, and what was put in its place, each on one line. */
  readonly change: string;
}

/** Mutants that may survive, and the one reason for all of them. */
export interface Explanation {
  readonly reason: string;
  readonly mutants: readonly Mutant[];
}

/** What a run came to: how many mutants there were, and which of them nothing caught. */
export interface Mutation {
  readonly tested: number;
  /** Those at which an assertion failed. */
  readonly failed: number;
  /** Those that take no users, so that the suite ends before it judges anything. */
  readonly shut: number;
  readonly survivors: readonly Mutant[];
}

/** Survivors that nobody explained, and explanations of what did not survive. */
export interface Unsettled {
  readonly unexplained: readonly Mutant[];
  readonly idle: readonly Mutant[];
}

/** Reads a report of StrykerJS (schema version 1 or 2). @throws TypeError for what is none */
export function readMutation(report: unknown): Mutation {
  const files = isObject(report) ? report['files'] : null;
  if (!isObject(files)) throw new TypeError('not a report of StrykerJS: it has no files');
  const all = Object.entries(files).flatMap(([path, file]) =>
    isObject(file)
      ? objectsAt(file, 'mutants').map((one) => ({
          status: stringAt(one, 'status'),
          said: stringAt(one, 'statusReason'),
          mutant: mutantOf(path, stringAt(file, 'source'), one),
        }))
      : [],
  );
  const tested = all.filter(({ status }) => !['Ignored', 'Pending'].includes(status));
  const killed = tested.filter(({ status }) => status === 'Killed');
  const failed = killed.filter(({ said }) => /\b[1-9]\d* failed/.test(said));
  const survivors = tested.filter(({ status }) => status !== 'Killed');
  return {
    tested: tested.length,
    failed: failed.length,
    shut: killed.length - failed.length,
    survivors: survivors.map(({ mutant }) => mutant),
  };
}

/** Reads the list of explanations: classes, each with a reason, and below it files, lines and changes. */
export function readExplanations(document: unknown): readonly Explanation[] {
  if (!isObject(document)) throw new TypeError('the list of explanations is no mapping');
  return objectsAt(document, 'classes').map((entry) => {
    const { files } = entry;
    const reason = stringAt(entry, 'reason');
    if (reason === '' || !isObject(files)) throw new TypeError('a class needs reason and files');
    const mutants = Object.entries(files).flatMap(([file, lines]) =>
      Object.entries(isObject(lines) ? lines : {}).flatMap(([line, changes]) =>
        (Array.isArray(changes) ? changes : []).map((change) => ({
          file,
          line,
          change: String(change),
        })),
      ),
    );
    return { reason, mutants };
  });
}

/** Compares what survived with what is explained, which names a change as often as it survives on such lines. */
export function settle(
  { survivors }: Pick<Mutation, 'survivors'>,
  explanations: readonly Explanation[],
): Unsettled {
  const explained = explanations.flatMap(({ mutants }) => mutants);
  return { unexplained: without(survivors, explained), idle: without(explained, survivors) };
}

/** What of `mutants` is left when each of `others` has taken its like away. */
function without(mutants: readonly Mutant[], others: readonly Mutant[]): readonly Mutant[] {
  const left = others.map(nameOf);
  return mutants.filter((mutant) => {
    const at = left.indexOf(nameOf(mutant));
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

const nameOf = ({ file, line, change }: Mutant): string => JSON.stringify([file, line, change]);

function mutantOf(path: string, source: string, one: Readonly<Record<string, unknown>>): Mutant {
  const { location } = one;
  const lines = source.split('\n');
  const [start, end] = isObject(location)
    ? [placeOf(location['start']), placeOf(location['end'])]
    : [placeOf(null), placeOf(null)];
  const part = lines.slice(start.line - 1, end.line);
  const last = part.length - 1;
  const original = part
    .map((text, i) =>
      text.slice(i === 0 ? start.column - 1 : 0, i === last ? end.column - 1 : undefined),
    )
    .join('\n');
  return {
    file: path.replace(/^dist\/reference-server\//, ''),
    line: (lines[start.line - 1] ?? '').trim(),
    change: `${onOneLine(original)} → ${onOneLine(stringAt(one, 'replacement'))}`,
  };
}

/** Lines and columns count from 1. */
function placeOf(value: unknown): { readonly line: number; readonly column: number } {
  const place = isObject(value) ? value : {};
  return { line: Number(place['line'] ?? 1), column: Number(place['column'] ?? 1) };
}

const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
