import type { ClientRequirementId, RequirementId } from './ids.ts';
import type { Declaration, JsonPointer } from './declaration.ts';
import { isArray, isObject, type JsonObject, stringAt } from './json.ts';
import { bindQuote, locate } from './pointer.ts';
import { parseData } from './yaml.ts';

export const grades = ['documented', 'disputed', 'implied', 'convention'] as const;

/**
 * How strongly the declaration stands behind a requirement: it says so; it says so but contradicts itself;
 * a reader would infer it; only practice of the time says so.
 */
export type Grade = (typeof grades)[number];

/** The id of a requirement, whether it is one of servers or of clients. */
export type StatementId = RequirementId | ClientRequirementId;

/** What the requirements of servers and those of clients have in common. */
export interface Statement<Id extends string> {
  readonly id: Id;
  readonly grade: Grade;
  /** Derived from the quote; null where the statement is not about a place in the declaration. */
  readonly pointer: JsonPointer | null;
  /** The declaration's words; null where it has none for this. */
  readonly quote: string | null;
  /** In our words, one sentence. */
  readonly statement: string;
  readonly kind: string;
  /** How somebody would check it. */
  readonly check: string;
}

/** A register contradicts the declaration, or itself; the message names the file and the entry. */
export class RegisterError extends Error {}

/** One file of a register. */
export interface RegisterFile {
  readonly name: string;
  readonly text: string;
}

/** What tells one register from another. */
export interface RegisterForm<Id extends string, S extends Statement<Id>> {
  readonly isId: (text: string) => text is Id;
  /** The keys that its entries may have beside those of every statement. */
  readonly keys: readonly string[];
  /** Adds what only this register has. `where` names the file and the entry. */
  readonly complete: (statement: Statement<Id>, entry: JsonObject, where: Where) => S;
}

/** An entry, for messages. */
export interface Where {
  readonly file: string;
  readonly id: string;
}

/**
 * Reads a register and binds every quote to the declaration.
 * @throws RegisterError for an unknown id or grade, a place or quote that is not in the declaration, a
 * documented entry without a quote, an id that stands twice.
 */
export function parseStatements<Id extends string, S extends Statement<Id>>(
  files: readonly RegisterFile[],
  declaration: Declaration,
  form: RegisterForm<Id, S>,
): ReadonlyMap<Id, S> {
  const register = new Map<Id, S>();
  for (const { name, text } of files) {
    const entries = parseData(text);
    if (!isArray(entries)) throw new RegisterError(`${name}: expected a list of requirements`);
    for (const entry of entries) {
      const one = readEntry(entry, declaration, name, form);
      if (register.has(one.id)) throw new RegisterError(`${name}: ${one.id} is listed twice`);
      register.set(one.id, one);
    }
  }
  return register;
}

const common = ['id', 'grade', 'at', 'quote', 'statement', 'kind', 'check'];

function readEntry<Id extends string, S extends Statement<Id>>(
  entry: unknown,
  declaration: Declaration,
  file: string,
  form: RegisterForm<Id, S>,
): S {
  if (!isObject(entry)) throw new RegisterError(`${file}: every entry must be an object`);
  const id = stringAt(entry, 'id');
  if (!form.isId(id))
    throw new RegisterError(
      `${file}: unknown requirement id ${id}. Run npm run generate after adding it.`,
    );
  const known = [...common, ...form.keys];
  const unknown = Object.keys(entry).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new RegisterError(`${file}: ${id} has an unknown key ${unknown}`);
  const grade = grades.find((g) => g === entry['grade']);
  if (grade === undefined)
    throw new RegisterError(`${file}: ${id} needs a grade: ${grades.join(', ')}`);
  const at = stringAt(entry, 'at');
  const quote = stringAt(entry, 'quote') || null;
  if (quote === null && (grade === 'documented' || grade === 'disputed')) {
    throw new RegisterError(`${file}: ${id} is ${grade} and so needs a quote from the declaration`);
  }
  const statement = {
    id,
    grade,
    pointer: at === '' ? null : pointerOf(declaration, at, quote, `${file}: ${id}`),
    quote,
    statement: stringAt(entry, 'statement'),
    kind: stringAt(entry, 'kind'),
    check: stringAt(entry, 'check'),
  };
  return form.complete(statement, entry, { file, id });
}

function pointerOf(
  declaration: Declaration,
  at: string,
  quote: string | null,
  where: string,
): JsonPointer {
  const place = locate(declaration.raw, at);
  if (place === null) throw new RegisterError(`${where}: the declaration has no location ${at}`);
  const bound = quote === null ? place : bindQuote(place, quote);
  if (bound === null)
    throw new RegisterError(`${where}: the declaration does not say "${quote}" at ${at}`);
  return bound.pointer;
}
