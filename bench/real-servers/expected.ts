import { isArray, isObject, type JsonObject } from '../../harness/document/json.ts';
import type { StatementId } from '../../harness/document/statements.ts';

/** What is expected of the runs against one server. */
export interface Expected {
  readonly runs: readonly ExpectedRun[];
  /** Why the server departs from a requirement, or why it cannot be judged there. */
  readonly reasons: ReadonlyMap<StatementId, string>;
}

/** What is expected of a run with some options. */
export interface ExpectedRun {
  readonly name: string;
  /** Options of `rooms-conformance run`, beside the target. */
  readonly options: readonly string[];
  readonly violated: readonly StatementId[];
  readonly inconclusive: readonly StatementId[];
  /** Requirements about races: they are violated in some runs and not in others. */
  readonly sometimes: readonly StatementId[];
}

/**
 * Reads a file of expected verdicts.
 * @param document the parsed file
 * @param source its name, for messages
 * @param ids every requirement of the register
 * @throws Error for an unknown id, an id without a reason, or a reason that nothing needs
 */
export function readExpected(
  document: unknown,
  source: string,
  ids: readonly StatementId[],
): Expected {
  const reasons = new Map(
    Object.entries(objectAt(document, 'reasons', source)).map(
      ([id, reason]) =>
        [idOf(id, source, ids), wordAt(reason, `the reason of ${id}`, source)] as const,
    ),
  );
  const runs = listAt(document, 'runs', source).map((run) => runOf(run, source, ids));
  const used = new Set(
    runs.flatMap((run) => [...run.violated, ...run.inconclusive, ...run.sometimes]),
  );
  const without = [...used].filter((id) => !reasons.has(id));
  if (without.length > 0) throw new Error(`${source} has no reason for ${without.join(', ')}`);
  const idle = [...reasons.keys()].filter((id) => !used.has(id));
  if (idle.length > 0)
    throw new Error(`${source} has reasons that no run needs: ${idle.join(', ')}`);
  return { runs, reasons };
}

function runOf(run: unknown, source: string, ids: readonly StatementId[]): ExpectedRun {
  const name = wordAt(isObject(run) ? run['name'] : null, 'the name of a run', source);
  const list = (key: string): readonly StatementId[] =>
    listAt(run, key, source).map((id) => idOf(String(id), `${source}: ${name}`, ids));
  return {
    name,
    options: listAt(run, 'options', source).map(String),
    violated: list('violated'),
    inconclusive: list('inconclusive'),
    sometimes: list('sometimes'),
  };
}

function idOf(id: string, source: string, ids: readonly StatementId[]): StatementId {
  const found = ids.find((one) => one === id);
  if (found === undefined) throw new Error(`${source}: there is no requirement ${id}`);
  return found;
}

function listAt(value: unknown, key: string, source: string): readonly unknown[] {
  const list = isObject(value) ? (value[key] ?? []) : [];
  if (!isArray(list)) throw new Error(`${source}: ${key} must be a list`);
  return list;
}

function objectAt(value: unknown, key: string, source: string): JsonObject {
  const object = isObject(value) ? (value[key] ?? {}) : {};
  if (!isObject(object)) throw new Error(`${source}: ${key} must be a map`);
  return object;
}

function wordAt(value: unknown, what: string, source: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new Error(`${source}: ${what} must be a text`);
}
