import type { JudgedExample } from '../judge/judge.ts';
import { resolve, urlPath } from '../judge/resolve.ts';
import type { JudgeRules } from '../judge/rules-of.ts';
import type { RequestPart } from '../parts/part.ts';

/** Where a request goes at any server, or why it cannot be played. */
export type TargetOf =
  | { readonly ok: true; readonly target: string }
  | { readonly ok: false; readonly why: string };

/** Path and query of a request. Those of other APIs than Matrix, and those that wait for events, are not played. */
export function targetOf(
  request: RequestPart,
  { of, findings }: Pick<JudgedExample, 'of' | 'findings'>,
  rules: JudgeRules,
): TargetOf {
  const isOther = of === null && findings.some(({ rule }) => rule === 'not-of-this-api');
  if (isOther && !request.url.text.includes('/_matrix/client/'))
    return { ok: false, why: 'it is not a request of Matrix' };
  const resolved = resolve(request, rules);
  if (resolved.kind === 'operation')
    return { ok: true, target: withBase(urlPath(request.url), rules) };
  const [first] = resolved.findings;
  if (first !== undefined && first.rule !== 'not-of-this-api')
    return {
      ok: false,
      why:
        first.severity === 'error' ? 'the example is wrong' : 'it is not known what is asked for',
    };
  const text = urlPath(request.url);
  const path = text.split('?')[0] ?? '';
  const matrix = path.indexOf('/_matrix/client/');
  if (matrix < 0) return { ok: false, why: 'it is not a request of Matrix' };
  if (/\/(?:events|sync)$/.test(path)) return { ok: false, why: 'it waits for events' };
  return { ok: true, target: text.slice(matrix) };
}

/** The path with the base path, whatever of it the document has. */
function withBase(text: string, { table: { basePath } }: JudgeRules): string {
  const at = text.indexOf(`${basePath}/`);
  if (at >= 0) return text.slice(at);
  const root = /\/(?:rooms|join|createRoom)(?=[/?]|$)/.exec(text)?.index ?? 0;
  return basePath + text.slice(root);
}
