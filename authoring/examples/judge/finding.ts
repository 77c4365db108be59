import type { JsonPointer } from '../../../harness/document/declaration.ts';
import type { Nickname } from '../../../harness/document/ids.ts';
import type { StatementId } from '../../../harness/document/statements.ts';
import type { Suggestion } from '../parts/part.ts';
import type { Span } from '../text/mapped.ts';

/** How much a finding weighs: the example contradicts the declaration; it probably misleads; it is worth knowing. */
export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** What can be found, each with the weight that it has, and what it means. */
export const rules = {
  'wrong-path': ['error', 'The path is not declared.'],
  'wrong-base-path': ['error', 'The path is declared, but not below this base path.'],
  'wrong-method': ['error', 'The path is declared, but not with this method.'],
  'wrong-encoding': ['error', 'A value in the path is not percent-encoded, or is so twice.'],
  'wrong-query': ['error', 'A parameter of the query has another type than declared.'],
  'wrong-quoting': ['error', 'The shell sends something else than what is written.'],
  'missing-body': ['error', 'The declaration requires a body.'],
  'body-not-json': ['error', 'The body of a request is not JSON.'],
  'body-type': ['error', 'The request says that its body is something else than JSON.'],
  'body-key': ['error', 'A body has no key that it must have.'],
  'body-value': ['error', 'A key of a body has a value that it must not have.'],
  'placeholder-key': [
    'error',
    'A body has a key that only stands for other keys in the declaration.',
  ],
  'near-key': ['warning', 'A key is nearly one that the declaration knows.'],
  'response-status': ['error', 'The response has a status that the declaration does not permit.'],
  'response-not-json': ['error', 'The body of a response is not JSON.'],
  'response-type': ['error', 'The response says that its body is something else than JSON.'],
  'response-shape': ['error', 'The body of a response does not have the declared shape.'],
  'response-model': ['error', 'The body of a response is that of something else.'],
  'error-shape': ['error', 'An error does not have the form of errors.'],
  'error-status': ['error', 'A documented error has another status.'],
  'error-undocumented': ['warning', 'The declaration does not document this error.'],
  'other-room': ['warning', 'A response shows events of another room than the request asks for.'],
  'unknown-mark': ['warning', 'A mark says nothing, or nothing follows it.'],
  unreadable: ['error', 'The document is not what its name says.'],
  'no-token': ['info', 'A request shows no access token.'],
  'form-type': ['info', 'curl says that the body is a form.'],
  elided: ['info', 'The JSON is not complete, and was judged as far as it goes.'],
  'not-judged': ['info', 'The document does not show what would be judged.'],
  'other-version': ['info', 'The request is one of another version of the API.'],
  'not-of-this-api': ['info', 'The request is not one of this API.'],
  'played-status': ['error', 'The target answered with another status than the example shows.'],
  'played-shape': ['error', 'The target answered with other keys or types than the example shows.'],
  'played-value': ['error', 'The target answered with another value than the example shows.'],
  refused: ['error', 'The target refused a request that is right by the declaration.'],
  'not-played': ['info', 'The request could not be played.'],
} as const satisfies Readonly<Record<string, readonly [Severity, string]>>;

export type RuleId = keyof typeof rules;

/** A finding, where it is, and what it rests on. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly span: Span;
  /** The place in the JSON that the example holds; null where the finding is not about JSON. */
  readonly pointer: JsonPointer | null;
  readonly operation: Nickname | null;
  readonly requirement: StatementId | null;
  /** One or two sentences. */
  readonly message: string;
  /** What the declaration asks for, and what the example has. */
  readonly expected: string | null;
  readonly received: string | null;
  /** The declaration's own words, and where they stand in it. */
  readonly quote: string | null;
  readonly declared: JsonPointer | null;
  /** Set where exactly one replacement mends it. */
  readonly suggestion: Suggestion | null;
}

/** What of a finding the caller knows. */
export type Rest = Pick<Finding, 'operation' | 'requirement'>;

/** Makes a finding; what is left out does not apply. */
export const finding = (
  rule: RuleId,
  span: Span,
  message: string,
  more: Partial<Omit<Finding, 'rule' | 'severity' | 'span' | 'message'>> = {},
): Finding => ({
  rule,
  severity: rules[rule][0],
  span,
  pointer: null,
  operation: null,
  requirement: null,
  message,
  expected: null,
  received: null,
  quote: null,
  declared: null,
  suggestion: null,
  ...more,
});
