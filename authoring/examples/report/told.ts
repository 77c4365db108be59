import { plain } from '../../../reports/plain.ts';
import type { Position } from '../../source/position.ts';
import type { Example, ExampleDocument } from '../example.ts';
import type { Finding, RuleId, Severity } from '../judge/finding.ts';
import type { JudgedDocument, JudgedExample } from '../judge/judge.ts';
import type { Bound } from '../play/bindings.ts';
import type { Outcome, PlayedExample } from '../play/played.ts';
import type { Span } from '../text/mapped.ts';
import { withoutTokens, withStars } from './tokens.ts';

/** A place in a document, from 1; the end is behind the last character. */
export interface ToldPlace {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A finding as it is told: without tokens, fit for a terminal, and with its place. */
export interface ToldFinding extends ToldPlace {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly operation: string | null;
  readonly requirement: string | null;
  /** In the JSON of the example. */
  readonly pointer: string | null;
  readonly expected: string | null;
  readonly received: string | null;
  /** The declaration's words, and where they stand in it. */
  readonly quote: string | null;
  readonly declared: string | null;
  readonly suggestion: (ToldPlace & { readonly text: string }) | null;
  /** The line that the finding begins in; stars stand for tokens. */
  readonly excerpt: string;
}

/** An example as it is told. */
export interface ToldExample extends ToldPlace {
  readonly kind: 'exchange' | 'request' | 'response' | 'model';
  /** The operation, or the model; null for a request that is not of this API. */
  readonly of: string | null;
  readonly responses: number;
  /** What became of it at a target; null where it was not to be played. */
  readonly played: { readonly outcome: Outcome; readonly status: number | null } | null;
  readonly findings: readonly ToldFinding[];
}

/** A document as it is told. */
export interface ToldDocument {
  readonly name: string;
  readonly examples: readonly ToldExample[];
  /** Of the document, and of no example. */
  readonly findings: readonly ToldFinding[];
  readonly ignored: number;
  readonly loose: readonly ToldPlace[];
  /** What texts of the document stood for at the target; tokens in words. */
  readonly bound: readonly Bound[];
}

/** Makes of a document what may be told of it. */
export function tellDocument(
  { document, examples, findings }: JudgedDocument,
  bound: readonly Bound[] = [],
): ToldDocument {
  return {
    name: plain(document.name),
    examples: examples.map((one) => tellExample(one, document)),
    findings: findings.map((one) => tellFinding(one, document)),
    ignored: document.ignored,
    loose: document.loose.map((span) => placeOf(span, document)),
    bound: bound.map(({ from, to }) => ({ from: told(from, 200) ?? '', to: told(to, 200) ?? '' })),
  };
}

/** All findings of a document, in the order of its lines. */
export const findingsOf = ({ examples, findings }: ToldDocument): readonly ToldFinding[] =>
  [...findings, ...examples.flatMap((one) => one.findings)].toSorted(
    (a, b) => a.line - b.line || a.column - b.column,
  );

function tellExample(
  { example, of, findings, ...rest }: JudgedExample | PlayedExample,
  document: ExampleDocument,
): ToldExample {
  return {
    ...placeOf(spanOfExample(example), document),
    kind: example.kind === 'bare' ? example.side : 'exchange',
    of,
    responses: example.kind === 'bare' ? 0 : example.responses.length,
    played: 'outcome' in rest ? { outcome: rest.outcome, status: rest.status } : null,
    findings: findings.map((one) => tellFinding(one, document)),
  };
}

const spanOfExample = (example: Example): Span =>
  example.kind === 'bare' ? example.span : example.request.span;

function placeOf({ start, end }: Span, { lines }: ExampleDocument): ToldPlace {
  const from = lines.positionAt(start);
  const to: Position = lines.positionAt(Math.max(start, end));
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

const told = (text: string | null, most: number): string | null =>
  text === null ? null : plain(withoutTokens(text), most);

function tellFinding(one: Finding, document: ExampleDocument): ToldFinding {
  const place = placeOf(one.span, document);
  const { suggestion } = one;
  return {
    ...place,
    rule: one.rule,
    severity: one.severity,
    message: told(one.message, 400) ?? '',
    operation: one.operation,
    requirement: one.requirement,
    pointer: one.pointer,
    expected: told(one.expected, 240),
    received: told(one.received, 240),
    quote: told(one.quote, 400),
    declared: one.declared,
    suggestion:
      suggestion === null
        ? null
        : { ...placeOf(suggestion.span, document), text: told(suggestion.text, 2000) ?? '' },
    excerpt: withStars(document.lines.line(place.line)),
  };
}
