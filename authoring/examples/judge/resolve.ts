import type { Operation } from '../../../harness/document/declaration.ts';
import { type Matched, match, type MatchedOperation } from '../../../harness/traffic/match.ts';
import { fits } from '../../../harness/traffic/routes.ts';
import { segmentsOf, type Target } from '../../../harness/traffic/target.ts';
import type { RequestPart, Suggestion } from '../parts/part.ts';
import { isPlaceholder } from '../text/placeholder.ts';
import { type Mapped, slice, type Span, spanOf } from '../text/mapped.ts';
import { type Finding, finding } from './finding.ts';
import { locate, type Located, type Origin } from './locate.ts';
import { clientSource, type JudgeRules } from './rules-of.ts';

/** What of the declaration a request of an example is. */
export type Resolved =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      readonly matched: MatchedOperation;
      /** Path and query below any origin, as a server gets them. */
      readonly target: Target;
      readonly findings: readonly Finding[];
    }
  /** It is not judged, or nothing more can be said of it. */
  | { readonly kind: 'none'; readonly findings: readonly Finding[] };

/** Finds the operation that a request is of. */
export function resolve(request: RequestPart, rules: JudgeRules): Resolved {
  const { table } = rules;
  const url = withoutOrigin(request.url);
  const { path, findings: encoding } = withEncodedHash(url.rest, rules);
  const located = locate(path, url.origin, rules);
  switch (located.kind) {
    case 'other version':
      return none(
        finding(
          'other-version',
          spanOf(request.url),
          `This is a request of another version of the API, below ${located.base}. It is not judged.`,
        ),
      );
    case 'other':
      return none(
        finding(
          'not-of-this-api',
          spanOf(request.url),
          `${request.method} ${shown(path)} is not a request of the rooms API. It is not judged.`,
        ),
      );
    case 'wrong base': {
      const span = spanOf(url.rest, 0, located.length);
      const received = path.slice(0, located.length);
      const message =
        received === ''
          ? `The base path ${table.basePath} is missing.`
          : `The base path is ${table.basePath}, not ${shown(received)}.`;
      return none(
        finding('wrong-base-path', span, message, {
          ...clientSource(rules, 'CLIENT-01'),
          expected: table.basePath,
          received,
          suggestion: { span, text: table.basePath },
        }),
      );
    }
    case 'below': {
      const read = match(table, request.method, table.basePath + located.below);
      const { matched, operation, target } = read;
      if (matched.kind === 'operation' && operation !== null)
        return { kind: 'operation', operation, matched, target, findings: encoding };
      const below = slice(url.rest, located.at);
      return unmatched(matched, request, below, located, url.origin, rules);
    }
  }
}

const none = (...findings: readonly Finding[]): Resolved => ({ kind: 'none', findings });

interface Url {
  readonly origin: Origin;
  /** From the first slash of the path on. */
  readonly rest: Mapped;
}

/** Path and query of a URL, whatever stands for its scheme and host. */
export const urlPath = (url: Mapped): string => withoutOrigin(url).rest.text;

/** Takes scheme and host away, whatever stands for them. */
function withoutOrigin(url: Mapped): Url {
  const { text } = url;
  const literal = /^[a-z]+:\/\/([^/?#]*)/i.exec(text);
  if (literal !== null) {
    const origin = isVariable(literal[1] ?? '') ? 'variable' : 'literal';
    return { origin, rest: slice(url, literal[0].length) };
  }
  const variable = /^(?:\$\{?\w+\}?|\{\{?[^{}/]*\}\}?|<[^<>]*>|\.{3}|…)(?=\/)/.exec(text)?.[0];
  if (variable !== undefined) return { origin: 'variable', rest: slice(url, variable.length) };
  const host = /^[\w-]+(?:\.[\w-]+)*(?::\d+)?(?=\/)/.exec(text)?.[0];
  if (host !== undefined) return { origin: 'literal', rest: slice(url, host.length) };
  return { origin: 'none', rest: url };
}

const isVariable = (host: string): boolean => /[$<{…]|\.\.\./.test(host);

/** A # ends a path. Where it begins an alias, %23 was meant. */
function withEncodedHash(
  rest: Mapped,
  rules: JudgeRules,
): { readonly path: string; readonly findings: readonly Finding[] } {
  const hash = rest.text.indexOf('#');
  const question = rest.text.indexOf('?');
  const before = hash < 0 ? '' : rest.text.slice(0, hash);
  if (hash < 0 || (question >= 0 && question < hash) || !before.endsWith('/'))
    return { path: rest.text, findings: [] };
  const span = spanOf(rest, hash, hash + 1);
  const wrong = finding(
    'wrong-encoding',
    span,
    'The # begins the fragment of the URL, which is not sent. In a path it is written %23.',
    {
      ...clientSource(rules, 'CLIENT-02'),
      expected: '%23',
      received: '#',
      suggestion: { span, text: '%23' },
    },
  );
  return { path: `${before}%23${rest.text.slice(hash + 1)}`, findings: [wrong] };
}

function unmatched(
  matched: Matched,
  request: RequestPart,
  below: Mapped,
  located: Located & { readonly kind: 'below' },
  origin: Origin,
  rules: JudgeRules,
): Resolved {
  const { table } = rules;
  const path = (below.text.split('?')[0] ?? '').split('#')[0] ?? '';
  const asked = `${request.method} ${shown(path)}`;
  const span = spanOf(below, 0, Math.max(1, path.length));
  const segments = segmentsOf(path);
  const open = /\.{3}|…|\[|\*/.test(path) || (!located.based && origin === 'variable');
  if (open)
    return none(finding('not-judged', span, `${asked} is not written in full. It is not judged.`));
  if (matched.kind !== 'unmatched')
    return none(
      finding(
        'not-of-this-api',
        span,
        `${asked} is not a request of the rooms API. It is not judged.`,
      ),
    );
  const { nearest: route, why, encoding } = matched;
  const more = {
    ...clientSource(rules, encoding ? 'CLIENT-02' : 'CLIENT-01'),
    operation: route.nickname,
    expected: `${route.method} ${route.path}`,
    received: asked,
  };
  if (encoding) return none(finding('wrong-encoding', span, `${asked}: ${why}`, more));
  const fitting = table.all.filter(
    (one) => one.names.length === segments.length && fits(one, segments),
  );
  if (fitting.length > 0) {
    const methods = [...new Set(fitting.map((one) => one.method))];
    const [only] = methods;
    const suggestion: Suggestion | null =
      methods.length === 1 && only !== undefined && request.methodSpan !== null
        ? { span: request.methodSpan, text: only }
        : null;
    const at = request.methodSpan ?? request.span;
    return none(
      finding('wrong-method', at, `${asked} is not declared. ${why}`, { ...more, suggestion }),
    );
  }
  return none(
    finding('wrong-path', span, `${asked} is not declared. ${why}`, {
      ...more,
      suggestion: replacement(below, path, route.path),
    }),
  );
}

/** The segment to replace, where it is the only one that differs. */
function replacement(below: Mapped, path: string, template: string): Suggestion | null {
  const [given, declared] = [path.split('/'), template.split('/')];
  if (path.endsWith('/') && given.length === declared.length + 1)
    return { span: spanOf(below, path.length - 1, path.length), text: '' };
  if (given.length !== declared.length) return null;
  const wrong = given.flatMap((segment, i) => {
    const literal = declared[i] ?? '';
    return literal.startsWith('{') || literal === segment ? [] : [i];
  });
  const [only] = wrong;
  if (wrong.length !== 1 || only === undefined) return null;
  const start = given.slice(0, only).join('/').length + (only > 0 ? 1 : 0);
  const span: Span = spanOf(below, start, start + (given[only]?.length ?? 0));
  return { span, text: declared[only] ?? '' };
}

const shown = (text: string): string => {
  const path = text.split('?')[0] ?? '';
  return path.length <= 100 ? path : `${path.slice(0, 100)}…`;
};

/** A path in which what an author left to the reader is a value like any other. */
export const withValues = (path: string): string =>
  path
    .split('/')
    .map((segment) => (isPlaceholder(segment) || /[<>…{}]|\$\w/.test(segment) ? 'value' : segment))
    .join('/');
