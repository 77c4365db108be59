import type { JsonPointer } from '../../harness/document/declaration.ts';
import { type Decoded, decode } from './decode.ts';
import {
  deepest,
  locate,
  type Place,
  problemsOf,
  type TextProblem,
  tooDeepAt,
} from './json-text.ts';
import { type Lines, linesOf, type Range } from './position.ts';
import { parentOf } from './pointer.ts';

/** A file that was read, and where in it everything stands. */
export interface Source {
  /** What the file is called in messages. */
  readonly name: string;
  readonly text: string;
  readonly lines: Lines;
  /** The value of the document; undefined where its text is not JSON. */
  readonly value: unknown;
  /** What is wrong with the text: syntax, and keys that are there twice. A document with the latter alone has a value. */
  readonly problems: readonly SourceProblem[];
  /** Where the values of some pointers stand, and the keys above them, in one pass over the text. */
  readonly locate: (pointers: Iterable<JsonPointer>) => ReadonlyMap<JsonPointer, Located>;
}

/** Something that is wrong with a text. */
export interface SourceProblem extends Pick<TextProblem, 'kind' | 'message' | 'pointer'> {
  readonly range: Range;
}

/** Where a value stands. What is not in the text has the place of the nearest thing around it. */
export interface Located {
  /** The key that the value stands under; null in lists and for the root. */
  readonly key: Range | null;
  readonly value: Range;
}

/** A source, or why the bytes of the file are not text. */
export type SourceReading =
  | { readonly ok: true; readonly source: Source }
  | (Decoded & { readonly ok: false });

/** Reads the bytes of a file as JSON. @param name what the file is called in messages */
export function readSource(bytes: Uint8Array, name: string): SourceReading {
  const decoded = decode(bytes);
  return decoded.ok ? { ok: true, source: sourceOf(decoded.text, name) } : decoded;
}

/** Reads a text as JSON. @param name what it is called in messages */
export function sourceOf(text: string, name: string): Source {
  const lines = linesOf(text);
  const deep = tooDeepAt(text);
  const problems = deep === null ? problemsOf(text) : [nestedTooDeep(deep)];
  const { value, rest } = problems.some(({ kind }) => kind === 'syntax')
    ? { value: undefined, rest: [] }
    : parse(text);
  return {
    name,
    text,
    lines,
    value,
    problems: [...problems, ...rest].map(({ start, end, kind, message, pointer }) => ({
      kind,
      message,
      pointer,
      range: lines.rangeAt(start, end),
    })),
    locate: (pointers) => locateAll(text, lines, pointers),
  };
}

const nestedTooDeep = (start: number): TextProblem => ({
  kind: 'syntax',
  start,
  end: start + 1,
  pointer: '',
  message: `the document is nested more than ${deepest} levels deep`,
});

function parse(text: string): { readonly value: unknown; readonly rest: readonly TextProblem[] } {
  try {
    const value: unknown = JSON.parse(text);
    return { value, rest: [] };
  } catch (error) {
    // The parser that knows positions is more tolerant in rare cases.
    const said = error instanceof Error ? error.message : '';
    const start = Number(/position (\d+)/.exec(said)?.[1] ?? text.length);
    const message = 'the text is not JSON from here on';
    return {
      value: undefined,
      rest: [{ kind: 'syntax', start, end: start + 1, pointer: '', message }],
    };
  }
}

function locateAll(
  text: string,
  lines: Lines,
  pointers: Iterable<JsonPointer>,
): ReadonlyMap<JsonPointer, Located> {
  const asked = [...pointers];
  // Of what is missing, something around it is found.
  const around = new Set(asked.flatMap(withParents));
  const places = locate(text, around);
  return new Map(
    asked.map((pointer) => {
      const place = nearestPlace(pointer, places);
      return [pointer, place === null ? start(lines) : located(place, lines)];
    }),
  );
}

const withParents = (pointer: JsonPointer): readonly JsonPointer[] =>
  pointer === '' ? [''] : [pointer, ...withParents(parentOf(pointer))];

function nearestPlace(pointer: JsonPointer, places: ReadonlyMap<JsonPointer, Place>): Place | null {
  const place = places.get(pointer);
  if (place !== undefined) return place;
  return pointer === '' ? null : nearestPlace(parentOf(pointer), places);
}

const located = ({ key, value }: Place, lines: Lines): Located => ({
  key: key === null ? null : lines.rangeAt(...key),
  value: lines.rangeAt(...value),
});

const start = (lines: Lines): Located => ({ key: null, value: lines.rangeAt(0, 0) });
