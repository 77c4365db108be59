import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { deepest, put } from './plain-value.ts';
import { keysOf } from './pointer.ts';
import type { Position } from './problem.ts';
import { quoted } from './written.ts';

/** A text that was read: its value, and where in the text each part of it stands. */
export interface ReadText {
  readonly value: unknown;
  /** Where a value stands, or its key; for what has no place of its own, the nearest one around it. */
  readonly positionOf: (pointer: string, at: 'key' | 'value') => Position;
}

/** What is wrong with a text before anybody looks at what it means. */
export interface TextProblem {
  readonly position: Position;
  readonly message: string;
}

export type YamlText =
  | { readonly ok: true; readonly read: ReadText }
  | { readonly ok: false; readonly problems: readonly TextProblem[] };

/** Every value, key and mark of a text is a piece or two. Half a million of them take a quarter of a gigabyte for a moment. */
const mostPieces = 500_000;

/** Of tokens that no document needs more than one or two of. */
const mostOddities = 100;

interface Flaw {
  readonly message: string;
  readonly offset: number;
}

class TextError extends Error {
  readonly flaws: readonly Flaw[];
  constructor(flaws: readonly Flaw[]) {
    super();
    this.flaws = flaws;
  }
}

const wrong = (message: string, offset: number): TextError => new TextError([{ message, offset }]);

/** Reads one document of YAML, of which JSON is a part. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  try {
    const { contents } = compose(text, lines);
    const { value, targets } = valueOf(contents, positionAt);
    return {
      ok: true,
      read: {
        value,
        positionOf: (pointer, at) => positionAt(offsetOf(contents, targets, pointer, at)),
      },
    };
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const problems = error.flaws.map(({ message, offset }) => ({
      message,
      position: positionAt(offset),
    }));
    return { ok: false, problems };
  }
}

/** What to do about mistakes that ids of users and rooms invite. */
const advice: Readonly<Record<string, string>> = {
  BAD_SCALAR_START: '; put it in quotation marks',
  TAG_RESOLVE_FAILED: '; put a text that begins with ! in quotation marks',
};

function compose(text: string, lines: LineCounter): Document.Parsed {
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, logLevel: 'silent' });
  const [document, second] = composer.compose(tokensOf(text, lines), true, text.length);
  if (document === undefined) throw wrong('the text is empty', 0);
  if (second !== undefined) {
    throw wrong('a second document begins here; a file holds one document', document.range[2]);
  }
  // A warning is about a tag that nobody knows, whose value would not be what was meant.
  const flaws = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    message: `not valid YAML: ${message}${advice[code] ?? ''}`,
    offset: pos[0],
  }));
  if (flaws.length > 0) throw new TextError(flaws);
  return document;
}

/** The tokens of a text. Where it is too large or too deep, the recursive part of the library never sees the rest. */
function* tokensOf(text: string, lines: LineCounter): ReturnType<Parser['parse']> {
  const parser = new Parser(lines.addNewLine);
  let [pieces, oddities] = [0, 0];
  lines.addNewLine(0);
  for (const piece of new Lexer().lex(text)) {
    for (const token of parser.next(piece)) {
      yield token;
      if (token.type === 'error' || token.type === 'directive') oddities += 1;
    }
    // Whoever has so many mistakes in a text is helped by the first of them, and the rest costs time.
    if (oddities > mostOddities) return;
    pieces += 1;
    if (parser.stack.length > 2 * deepest) {
      throw wrong(`nested more than ${deepest} levels deep`, parser.offset - piece.length);
    }
    if (pieces > mostPieces) {
      throw wrong('the text is too long for YAML; write it as JSON', parser.offset);
    }
  }
  yield* parser.end();
}

interface Anchor {
  readonly node: Node;
  /** Null while the value is still being read. */
  read: { readonly value: unknown } | null;
}

/** The value of a document, and what each of its aliases stands for. */
function valueOf(
  contents: Node | null,
  positionAt: (offset: number) => Position,
): { readonly value: unknown; readonly targets: ReadonlyMap<Node, Node> } {
  const targets = new Map<Node, Node>();
  const anchors = new Map<string, Anchor>();
  const twice: Flaw[] = [];

  const read = (node: unknown): unknown => {
    if (!isNode(node)) return null;
    if (isAlias(node)) {
      const anchor = anchors.get(node.source);
      const name = quoted(node.source);
      if (anchor === undefined) throw wrong(`there is no anchor ${name} above`, startOf(node));
      if (anchor.read === null) {
        throw wrong(`the alias of ${name} stands inside of its own anchor`, startOf(node));
      }
      targets.set(node, anchor.node);
      return anchor.read.value;
    }
    const anchor: Anchor = { node, read: null };
    if (node.anchor !== undefined) anchors.set(node.anchor, anchor);
    const value = isMap(node) ? readMap(node) : isSeq(node) ? node.items.map(read) : node.value;
    anchor.read = { value };
    return value;
  };

  const readMap = (map: YAMLMap): unknown => {
    const object: Record<string, unknown> = {};
    const seen = new Map<string, number>();
    for (const { key, value } of map.items) {
      if (!isScalar(key))
        throw wrong('a key must be a text', isNode(key) ? startOf(key) : startOf(map));
      const name = nameOf(key);
      const first = seen.get(name);
      if (first === undefined) {
        seen.set(name, startOf(key));
      } else {
        const { line } = positionAt(first);
        const message = `the key ${quoted(name)} is there twice; the first one is in line ${line}`;
        twice.push({ message, offset: startOf(key) });
      }
      if (key.anchor !== undefined) {
        anchors.set(key.anchor, { node: key, read: { value: key.value } });
      }
      put(object, name, read(value));
    }
    return object;
  };

  const value = read(contents);
  if (twice.length > 0) throw new TextError(twice);
  return { value, targets };
}

/** A key as it is written: `007` stays `007`. */
const nameOf = (key: Scalar): string => key.source ?? String(key.value);

const startOf = (node: Node): number => node.range?.[0] ?? 0;

/** Where a value stands in the text, or its key. */
function offsetOf(
  contents: Node | null,
  targets: ReadonlyMap<Node, Node>,
  pointer: string,
  at: 'key' | 'value',
): number {
  let node: unknown = contents;
  let offset = contents === null ? 0 : startOf(contents);
  for (const key of keysOf(pointer)) {
    const holder: unknown = isAlias(node) ? targets.get(node) : node;
    const pair: Pair | undefined = isMap(holder)
      ? holder.items.find((item) => isScalar(item.key) && nameOf(item.key) === key)
      : undefined;
    if (pair !== undefined) {
      node = pair.value;
      offset = isNode(pair.key) ? startOf(pair.key) : offset;
    } else if (isSeq(holder) && holder.items[Number(key)] !== undefined) {
      node = holder.items[Number(key)];
      offset = isNode(node) ? startOf(node) : offset;
    } else {
      return offset;
    }
  }
  // A value that is left out, as in `bob:`, has the place of its key.
  const isEmpty = isScalar(node) && node.source === '' && node.type === 'PLAIN';
  return at === 'key' || isEmpty || !isNode(node) ? offset : startOf(node);
}
