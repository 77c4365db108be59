import type { Declaration, JsonPointer } from './declaration.ts';
import { isNickname, isRequirementId, type Nickname, type RequirementId } from './ids.ts';
import { isArray, isObject, stringAt } from './json.ts';
import { bindQuote, locate } from './pointer.ts';
import { parseYaml } from './yaml.ts';

export const grades = ['documented', 'disputed', 'implied', 'convention'] as const;

/**
 * How strongly the declaration stands behind a requirement: it says so; it says so but contradicts itself;
 * a reader would infer it; only practice of the time says so.
 */
export type Grade = (typeof grades)[number];

/** A statement of the register: where it stands in the declaration, and its words. */
export interface Requirement {
  readonly id: RequirementId;
  readonly grade: Grade;
  readonly operation: Nickname | null;
  /** Derived from the quote; null where the statement is not about a place in the declaration. */
  readonly pointer: JsonPointer | null;
  /** The declaration's words; null where it has none for this. */
  readonly quote: string | null;
  /** In our words, one sentence about the server. */
  readonly statement: string;
  readonly kind: string;
  /** How a server is checked for it. */
  readonly check: string;
  /** Why no case judges it; null for every requirement that is judged. */
  readonly unassertable: string | null;
}

export type Register = ReadonlyMap<RequirementId, Requirement>;

/** The register contradicts the declaration, or itself; the message names the file and the entry. */
export class RegisterError extends Error {}

/** One file of the register. */
export interface RegisterFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads the register and binds every quote to the declaration.
 * @throws RegisterError for an unknown id or grade, a place or quote that is not in the declaration, a
 * documented entry without a quote, an id that stands twice.
 */
export function parseRegister(files: readonly RegisterFile[], declaration: Declaration): Register {
  const register = new Map<RequirementId, Requirement>();
  for (const file of files) {
    const nickname = file.name.replace(/\.yaml$/, '').replaceAll('-', '_');
    const entries = parseYaml(file.text);
    if (!isArray(entries)) throw new RegisterError(`${file.name}: expected a list of requirements`);
    for (const entry of entries) {
      const requirement = readEntry(
        entry,
        isNickname(nickname) ? nickname : null,
        declaration,
        file.name,
      );
      if (register.has(requirement.id))
        throw new RegisterError(`${file.name}: ${requirement.id} is listed twice`);
      register.set(requirement.id, requirement);
    }
  }
  return register;
}

const known = ['id', 'grade', 'at', 'quote', 'statement', 'kind', 'check', 'unassertable'];

function readEntry(
  entry: unknown,
  operation: Nickname | null,
  declaration: Declaration,
  file: string,
): Requirement {
  if (!isObject(entry)) throw new RegisterError(`${file}: every entry must be an object`);
  const id = stringAt(entry, 'id');
  if (!isRequirementId(id))
    throw new RegisterError(
      `${file}: unknown requirement id ${id}. Run npm run generate after adding it.`,
    );
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
  return {
    id,
    grade,
    operation,
    pointer: at === '' ? null : pointerOf(declaration, at, quote, `${file}: ${id}`),
    quote,
    statement: stringAt(entry, 'statement'),
    kind: stringAt(entry, 'kind'),
    check: stringAt(entry, 'check'),
    unassertable: stringAt(entry, 'unassertable') || null,
  };
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
