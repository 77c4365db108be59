import { printParseErrorCode, visit } from 'jsonc-parser';
import type { JsonPointer } from '../../harness/document/declaration.ts';
import { below, keysOf } from './pointer.ts';

/** Something that is wrong with a text as JSON. */
export interface TextProblem {
  readonly kind: 'syntax' | 'duplicate key';
  readonly start: number;
  readonly end: number;
  /** The pointer of the key that is there twice; of what is not JSON, the root. */
  readonly pointer: JsonPointer;
  /** One sentence without its full stop. */
  readonly message: string;
}

/** Where a value stands in a text, and the key that it stands under. */
export interface Place {
  readonly key: readonly [start: number, end: number] | null;
  readonly value: readonly [start: number, end: number];
}

/** How deep a document may be nested. Readers of JSON call themselves for every level. */
export const deepest = 256;

/** More problems of one text are not told. */
const mostProblems = 50;

const options = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/** Where a text is nested too deeply; null where it is not. */
export function tooDeepAt(text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) return at;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return null;
}

/** The quotation mark that ends a string, or the end of its line where none does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22 || code === 0x0a) return at;
  }
  return text.length;
}

/**
 * Finds what is wrong with a text as JSON: keys that are there twice, and the first thing that is not JSON. The text must not
 * be nested too deeply.
 */
export function problemsOf(text: string): readonly TextProblem[] {
  const found: TextProblem[] = [];
  const open: Set<string>[] = [];
  const add = (problem: TextProblem): void => {
    // After one slip the parser complains about much that is right.
    const isBroken = found.at(-1)?.kind === 'syntax';
    if (found.length < mostProblems && !isBroken) found.push(problem);
  };
  visit(
    text,
    {
      onObjectBegin: () => void open.push(new Set()),
      onObjectEnd: () => void open.pop(),
      onObjectProperty: (name, start, length, _line, _character, path) => {
        const keys = open.at(-1);
        if (keys?.has(name) === true) {
          add({
            kind: 'duplicate key',
            start,
            end: start + length,
            pointer: below('', ...path(), name),
            message: `the key ${JSON.stringify(name.slice(0, 60))} is there twice in one object, and readers of JSON keep only one of them`,
          });
        }
        keys?.add(name);
      },
      onError: (code, start, length) => {
        const message = sentenceOf(printParseErrorCode(code), text.slice(start, start + length));
        add({ kind: 'syntax', start, end: start + Math.max(1, length), pointer: '', message });
      },
    },
    options,
  );
  return found;
}

function sentenceOf(code: string, found: string): string {
  const received = found === '' ? 'the end of the file' : JSON.stringify(found.slice(0, 30));
  if (found.startsWith('/')) return 'JSON has no comments';
  if (found.startsWith("'")) return 'JSON writes texts in double quotation marks, not single ones';
  switch (code) {
    case 'InvalidSymbol':
      return `${received} is not a JSON value; put a text in double quotation marks`;
    case 'InvalidNumberFormat':
    case 'UnexpectedEndOfNumber':
      return `${received} is not a number of JSON`;
    case 'PropertyNameExpected':
      return /^["\w$]/.test(found)
        ? `a key in double quotation marks must stand here, not ${received}`
        : `a key must stand here, not ${received}; is there a comma too many?`;
    case 'ValueExpected':
      return `a value must stand here, not ${received}; is there a comma too many?`;
    case 'ColonExpected':
      return 'a colon must follow the key';
    case 'CommaExpected':
      return `a comma is missing before ${received}`;
    case 'CloseBraceExpected':
      return 'an object is not closed; a "}" is missing';
    case 'CloseBracketExpected':
      return 'a list is not closed; a "]" is missing';
    case 'EndOfFileExpected':
      return `the document has ended, and more follows: ${received}`;
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return 'JSON has no comments';
    case 'UnexpectedEndOfString':
      return 'the text is not closed; a quotation mark is missing';
    case 'InvalidUnicode':
    case 'InvalidEscapeCharacter':
      return 'a backslash stands before something that it cannot stand before; write \\\\ for a backslash';
    case 'InvalidCharacter':
      return 'a text holds a line break or another control character; write \\n, \\t or \\u and four digits';
    default:
      return `${received} cannot stand here`;
  }
}

/** Branches of the pointers that are looked for. */
interface Branch {
  wanted: JsonPointer | null;
  readonly below: Map<string, Branch>;
}

/** Something open around the value that is being read. */
interface Open {
  readonly branch: Branch | null;
  readonly start: number;
  readonly key: Place['key'];
  readonly list: boolean;
  index: number;
}

/**
 * Where values stand in a text that is JSON. It is read once, whatever the number of pointers, and nothing is kept of what
 * nobody looks for.
 */
export function locate(
  text: string,
  pointers: Iterable<JsonPointer>,
): ReadonlyMap<JsonPointer, Place> {
  const root = branchesOf(pointers);
  const found = new Map<JsonPointer, Place>();
  const open: Open[] = [];
  let pending: { readonly name: string; readonly key: Place['key'] } | null = null;

  const enter = (): { readonly branch: Branch | null; readonly key: Place['key'] } => {
    const holder = open.at(-1);
    if (holder === undefined) return { branch: root, key: null };
    if (!holder.list) {
      const { name, key } = pending ?? { name: '', key: null };
      return { branch: holder.branch?.below.get(name) ?? null, key };
    }
    const branch = holder.branch?.below.get(String(holder.index)) ?? null;
    holder.index += 1;
    return { branch, key: null };
  };
  const keep = (branch: Branch | null, key: Place['key'], start: number, end: number): void => {
    if (branch?.wanted != null) found.set(branch.wanted, { key, value: [start, end] });
  };
  const begin =
    (list: boolean) =>
    (start: number): void => {
      const { branch, key } = enter();
      open.push({ branch, key, start, list, index: 0 });
    };
  const end = (offset: number, length: number): void => {
    const ended = open.pop();
    if (ended !== undefined) keep(ended.branch, ended.key, ended.start, offset + length);
  };
  visit(text, {
    onObjectBegin: begin(false),
    onArrayBegin: begin(true),
    onObjectEnd: end,
    onArrayEnd: end,
    onObjectProperty: (name, start, length) => {
      pending = { name, key: [start, start + length] };
    },
    onLiteralValue: (_value, start, length) => {
      const { branch, key } = enter();
      keep(branch, key, start, start + length);
    },
  });
  return found;
}

function branchesOf(pointers: Iterable<JsonPointer>): Branch {
  const root: Branch = { wanted: null, below: new Map() };
  for (const pointer of pointers) {
    let branch = root;
    for (const key of keysOf(pointer)) {
      const next: Branch = branch.below.get(key) ?? { wanted: null, below: new Map() };
      branch.below.set(key, next);
      branch = next;
    }
    branch.wanted = pointer;
  }
  return root;
}
