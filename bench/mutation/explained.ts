import { isObject, objectsAt, stringAt } from '../../harness/document/json.ts';

/** A change that StrykerJS made to the reference server. */
export interface Mutant {
  /** Path of the compiled file, below dist/reference-server. */
  readonly file: string;
  /** The line on which the change begins, without the white space around it. */
  readonly line: string;
  /** The original and its replacement, each on one line: `original → replacement`. */
  readonly change: string;
}

/** Mutants that survive for one and the same reason. */
export interface Explanation {
  readonly reason: string;
  readonly mutants: readonly Mutant[];
}

/** What a mutation run found. */
export interface Mutation {
  readonly tested: number;
  /** How many made an assertion fail. */
  readonly failed: number;
  /** How many do not register users, so that the run ends before it judges anything. */
  readonly withoutUsers: number;
  readonly survivors: readonly Mutant[];
}

/** Where the survivors and the explanations differ. */
export interface Difference {
  /** Survivors without an explanation. */
  readonly unexplained: readonly Mutant[];
  /** Explained mutants that did not survive. */
  readonly obsolete: readonly Mutant[];
}

/** Reads a report of StrykerJS (schema version 1 or 2). @throws TypeError for any other document */
export function readMutation(report: unknown): Mutation {
  const files = isObject(report) ? report['files'] : null;
  if (!isObject(files)) throw new TypeError('not a report of StrykerJS: it has no files');
  const all = Object.entries(files).flatMap(([path, file]) =>
    isObject(file)
      ? objectsAt(file, 'mutants').map((one) => ({
          status: stringAt(one, 'status'),
          output: stringAt(one, 'statusReason'),
          mutant: mutantOf(path, stringAt(file, 'source'), one),
        }))
      : [],
  );
  const tested = all.filter(({ status }) => !['Ignored', 'Pending'].includes(status));
  const killed = tested.filter(({ status }) => status === 'Killed');
  const failed = killed.filter(({ output }) => /\b[1-9]\d* failed/.test(output));
  const survivors = tested.filter(({ status }) => status !== 'Killed');
  return {
    tested: tested.length,
    failed: failed.length,
    withoutUsers: killed.length - failed.length,
    survivors: survivors.map(({ mutant }) => mutant),
  };
}

/** Reads the list of explanations: classes, each with a reason, and below it files, lines and changes. */
export function readExplanations(document: unknown): readonly Explanation[] {
  if (!isObject(document)) throw new TypeError('the list of explanations is not a mapping');
  return objectsAt(document, 'classes').map((entry) => {
    const { files } = entry;
    const reason = stringAt(entry, 'reason');
    if (reason === '' || !isObject(files))
      throw new TypeError('a class must have a reason and files');
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

/** Compares survivors with explanations. A change that survives on several equal lines is listed as often. */
export function compareSurvivors(
  { survivors }: Pick<Mutation, 'survivors'>,
  explanations: readonly Explanation[],
): Difference {
  const explained = explanations.flatMap(({ mutants }) => mutants);
  return { unexplained: without(survivors, explained), obsolete: without(explained, survivors) };
}

/** The mutants that are left after one equal mutant was removed for each of `others`. */
function without(mutants: readonly Mutant[], others: readonly Mutant[]): readonly Mutant[] {
  const left = others.map(nameOf);
  return mutants.filter((mutant) => {
    const index = left.indexOf(nameOf(mutant));
    if (index !== -1) left.splice(index, 1);
    return index === -1;
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
