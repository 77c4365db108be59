import { isObject } from '../../harness/document/json.ts';
import { readPlainJson } from './json-text.ts';
import type { DocumentKind } from './kind.ts';
import { plainCopy } from './plain-value.ts';
import {
  DocumentError,
  type Finding,
  mostProblems,
  type Position,
  type Problem,
} from './problem.ts';
import { type ReadText, readYaml } from './yaml-text.ts';

/** The longest text that is read, in bytes. */
const mostBytes = 8 * 1024 * 1024;

/** Where a document came from. */
interface Source {
  readonly title: string;
  readonly file: string | null;
  /** The pointer of the document in a larger value. */
  readonly under: string;
  readonly positionOf: ((pointer: string, at: 'key' | 'value') => Position | null) | null;
}

const unknown: Source = { title: 'the document', file: null, under: '', positionOf: null };

/** The sources of the documents that are in use, so that later checks can say where something stands. */
const sources = new WeakMap<object, Source>();

/**
 * Reads a document that is written in YAML or JSON.
 * @param file its name in messages
 * @throws DocumentError with the positions of what is wrong
 */
export function readDocument<T>(kind: DocumentKind<T>, file: string, text: string): T {
  const { title } = kind;
  const fail = (message: string): DocumentError =>
    new DocumentError(title, [{ file, line: null, column: null, pointer: '', message }]);
  if (text.length > mostBytes || Buffer.byteLength(text) > mostBytes) {
    throw fail('the file has more than 8 MiB');
  }
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const json = readPlainJson(whole);
  if (json !== null) {
    // The slow reader knows the positions; it is asked only if somebody wants to know one.
    let slow: ReadText | null | undefined;
    const positionOf: Source['positionOf'] = (pointer, at) => {
      if (slow === undefined) slow = textOrNull(whole);
      return slow?.positionOf(pointer, at) ?? null;
    };
    return accept(kind, json.value, { title, file, under: '', positionOf });
  }
  const yaml = readYaml(whole);
  if (!yaml.ok) {
    const problems = yaml.problems.map(({ position, message }) => ({
      file,
      ...position,
      pointer: '',
      message,
    }));
    throw new DocumentError(title, problems);
  }
  return accept(kind, yaml.read.value, {
    title,
    file,
    under: '',
    positionOf: yaml.read.positionOf,
  });
}

function textOrNull(text: string): ReadText | null {
  const yaml = readYaml(text);
  return yaml.ok ? yaml.read : null;
}

/**
 * Checks a document that came as a value: over HTTP, or from TypeScript.
 * @param under the pointer of the document, where it came as a part of a larger value
 * @returns a frozen copy; a document that was read or checked before is returned as it is
 * @throws DocumentError with JSON pointers to what is wrong
 */
export function checkDocument<T>(kind: DocumentKind<T>, value: unknown, under = ''): T {
  if (kind.hasAccepted(value)) return value;
  return accept(kind, value, { title: kind.title, file: null, under, positionOf: null });
}

function accept<T>(kind: DocumentKind<T>, value: unknown, source: Source): T {
  const plain = plainCopy(value);
  if (!plain.ok) throw errorOf([plain.finding], source);
  const document = plain.value;
  if (!kind.accepts(document)) throw errorOf(kind.explain(document, plain.values), source);
  if (isObject(document)) {
    sources.set(document, source);
    kind.remember(document);
  }
  return document;
}

/**
 * The error of a document that its schema accepts, and that is wrong all the same.
 * @param document as readDocument or checkDocument returned it
 */
export function documentError(document: object, findings: readonly Finding[]): DocumentError {
  return errorOf(findings, sources.get(document) ?? unknown);
}

function errorOf(
  findings: readonly Finding[],
  { title, file, under, positionOf }: Source,
): DocumentError {
  const located = findings.slice(0, mostLocated).map((finding) => {
    const position = positionOf?.(finding.pointer, finding.at ?? 'value') ?? null;
    return { finding, line: position?.line ?? null, column: position?.column ?? null };
  });
  // One more than are told, so that the error knows that there are more.
  const problems = located
    .toSorted(byPosition)
    .slice(0, mostProblems + 1)
    .map(({ finding, line, column }): Problem => {
      const { pointer, message, hint } = finding;
      return { file, line, column, pointer: under + pointer, message: message + (hint?.() ?? '') };
    });
  return new DocumentError(title, problems);
}

type Place = Pick<Problem, 'line' | 'column'>;

/** Looking up a position takes a walk through the document. */
const mostLocated = 200;

const byPosition = (a: Place, b: Place): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
