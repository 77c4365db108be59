import type { Operation } from '../../../harness/document/declaration.ts';
import { credentialsOf } from '../../../harness/traffic/credentials.ts';
import { Verdicts } from '../../../harness/traffic/finding.ts';
import type { MatchedOperation } from '../../../harness/traffic/match.ts';
import { PathValues } from '../../../harness/traffic/path-values.ts';
import type { Target } from '../../../harness/traffic/target.ts';
import { formType } from '../parts/curl.ts';
import type { RequestPart } from '../parts/part.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import { readJson } from '../text/json.ts';
import { type Mapped, spanOf } from '../text/mapped.ts';
import { type Finding, finding } from './finding.ts';
import { bodyOf, judgeBody } from './judge-body.ts';
import { withValues } from './resolve.ts';
import { clientSource, type JudgeRules, nameOf } from './rules-of.ts';

/** A request that was resolved. */
export interface ResolvedRequest {
  readonly request: RequestPart;
  readonly operation: Operation;
  readonly matched: MatchedOperation;
  readonly target: Target;
}

/** Judges a request of an operation: its path, its query, its headers and its body. */
export function judgeRequest(
  asked: ResolvedRequest,
  rules: JudgeRules,
  document: string,
): readonly Finding[] {
  const { request, operation } = asked;
  const body = bodyOf(operation);
  return [
    ...pathFindings(asked, rules),
    ...queryFindings(asked),
    ...headerFindings(asked, rules),
    ...request.slips.map(({ kind, certain, what, span, suggestion }) =>
      finding(kind === 'quoting' && certain ? 'wrong-quoting' : 'not-judged', span, what, {
        operation: operation.nickname,
        suggestion,
      }),
    ),
    ...(request.method === 'GET'
      ? []
      : bodyFindings(request, operation, body !== undefined, rules, document)),
  ];
}

function pathFindings(
  { request, operation, matched, target }: ResolvedRequest,
  rules: JudgeRules,
): readonly Finding[] {
  const verdicts = new Verdicts(rules.spec.clients);
  new PathValues().judge(withValues(target.path), matched, verdicts);
  return verdicts.findings.map(({ what }) =>
    finding('wrong-encoding', spanOf(request.url), what, {
      ...clientSource(rules, 'CLIENT-02'),
      operation: operation.nickname,
    }),
  );
}

/** Parameters of the query that are declared as integers. */
function queryFindings({ request, operation, matched }: ResolvedRequest): readonly Finding[] {
  const integers = operation.parameters.filter(
    (one) => one.in === 'query' && one.type === 'integer',
  );
  return integers.flatMap(({ name, pointer, description }) =>
    (matched.query.get(name) ?? []).flatMap((value) => {
      if (/^-?\d+$/.test(value) || isPlaceholder(value) || /[$<{…]/.test(value)) return [];
      const at = request.url.text.search(new RegExp(`[?&]${name}=`));
      const start = at + name.length + 2;
      const span =
        at < 0
          ? spanOf(request.url)
          : spanOf(request.url, start, start + Math.max(1, value.length));
      return [
        finding(
          'wrong-query',
          span,
          `${name} is ${JSON.stringify(value)}. It must be an integer.`,
          {
            requirement: 'CLIENT-08',
            operation: operation.nickname,
            expected: 'an integer',
            received: value,
            quote: description,
            declared: pointer,
          },
        ),
      ];
    }),
  );
}

function headerFindings(
  { request, operation, target }: ResolvedRequest,
  rules: JudgeRules,
): readonly Finding[] {
  const found: Finding[] = [];
  const { nickname } = operation;
  const headers = Object.fromEntries(request.headers.map(({ name, value }) => [name, value]));
  const credentials = credentialsOf(
    { method: request.method, target: '', headers, body: new Uint8Array(), at: 0 },
    target,
  );
  const hidden = target.accessTokens.length > 0 || headers['authorization'] !== undefined;
  if (credentials.token === null && !hidden)
    found.push(
      finding(
        'no-token',
        request.span,
        'The request shows no access token. Every operation requires one.',
        {
          ...clientSource(rules, 'CLIENT-07'),
          operation: nickname,
        },
      ),
    );
  const type = request.headers.find(({ name }) => name === 'content-type');
  if (type === undefined || request.body === null || isPlaceholder(type.value)) return found;
  const media = type.value.split(';')[0]?.trim().toLowerCase();
  if (media === 'application/json') return found;
  const more = {
    ...clientSource(rules, 'CLIENT-06'),
    operation: nickname,
    expected: 'application/json',
    received: type.value,
  };
  const implied = type.value === formType && type.span === request.span;
  found.push(
    implied
      ? finding(
          'form-type',
          request.span,
          `curl sends this body as ${formType}. The declaration consumes application/json: add -H 'Content-Type: application/json'.`,
          more,
        )
      : finding(
          'body-type',
          type.span,
          `The body is said to be ${type.value}. The declaration consumes application/json.`,
          more,
        ),
  );
  return found;
}

function bodyFindings(
  request: RequestPart,
  operation: Operation,
  declared: boolean,
  rules: JudgeRules,
  document: string,
): readonly Finding[] {
  const { body } = request;
  const { nickname } = operation;
  if (body === null) {
    // Who only names an operation shows no body; a command sends what it says.
    const whole = request.form !== 'http' || request.headers.length > 0;
    if (!declared || !whole) return [];
    const message = `${nameOf(operation)} is sent without a body. The declaration requires one.`;
    return [
      finding('missing-body', request.span, message, {
        ...clientSource(rules, 'CLIENT-03'),
        operation: nickname,
        quote: bodyOf(operation)?.description ?? null,
      }),
    ];
  }
  if (body.kind === 'unknown')
    return [
      finding('not-judged', body.span, `The body is not judged: ${body.why}.`, {
        operation: nickname,
      }),
    ];
  const quoting = quotingOf(body.quoted, body.content);
  if (quoting !== null) return [{ ...quoting, operation: nickname }];
  if (request.slips.some(({ what }) => what.startsWith('This quote'))) return [];
  return judgeBody(body.content, operation, rules, document);
}

/** Quotes that the shell takes away, although they belong to the JSON. */
function quotingOf(
  quoted: { readonly source: string; readonly span: Finding['span'] } | null,
  content: Mapped,
): Finding | null {
  if (quoted === null) return null;
  const inner = quoted.source.replace(/^(["'])([\s\S]*)\1$/, '$2');
  if (readJson(content.text).root !== null || readJson(inner).root === null || inner.includes("'"))
    return null;
  const message = `The shell takes the inner quotes away and sends ${content.text.slice(0, 60)}, which is not JSON.`;
  return finding('wrong-quoting', quoted.span, message, {
    expected: 'JSON',
    received: content.text.slice(0, 60),
    suggestion: { span: quoted.span, text: `'${inner}'` },
  });
}
