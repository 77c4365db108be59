import { match } from '../../../harness/traffic/match.ts';
import { fits } from '../../../harness/traffic/routes.ts';
import { segmentsOf } from '../../../harness/traffic/target.ts';
import { distance } from '../text/distance.ts';
import type { JudgeRules } from './rules-of.ts';

/** What stands before a path: a host, something that stands for one, or nothing. */
export type Origin = 'literal' | 'variable' | 'none';

/** Where a path is: below the base path, or somewhere else. */
export type Located =
  | { readonly kind: 'below'; readonly below: string; readonly at: number; readonly based: boolean }
  | { readonly kind: 'wrong base'; readonly length: number }
  | { readonly kind: 'other version'; readonly base: string }
  | { readonly kind: 'other' };

const roots = /^\/(?:rooms(?:[/?]|$)|join\/|createRoom(?:[/?]|$))/;

/** Finds the base path, whatever stands before it and whatever of it is left out. @param text path and query */
export function locate(text: string, origin: Origin, rules: JudgeRules): Located {
  const { table } = rules;
  const { basePath } = table;
  const path = text.split('?')[0] ?? '';
  const based = path.indexOf(`${basePath}/`);
  // A proxy may put something before the base path.
  if (based >= 0 && !path.includes('//')) {
    const at = based + basePath.length;
    return { kind: 'below', below: text.slice(at), at, based: true };
  }
  const version =
    /^.*?\/_matrix\/client\/(?:r\d[\w.]*|v\d+|unstable|(?:api\/)?v2_alpha)(?=\/)/.exec(path)?.[0];
  if (version !== undefined) {
    const fitting = match(table, 'GET', `${basePath}${path.slice(version.length)}`).matched.kind;
    const isOurs = fitting !== 'other' || roots.test(path.slice(version.length));
    return isOurs
      ? { kind: 'other version', base: version.replace(/^.*(?=\/_matrix)/, '') }
      : { kind: 'other' };
  }
  if (origin !== 'literal') {
    // Only the end of the base path may be written, where a variable or the prose has its beginning.
    const parts = basePath.split('/').slice(1);
    for (let from = 0; from <= parts.length; from += 1) {
      const end = parts
        .slice(from)
        .map((part) => `/${part}`)
        .join('');
      if (!path.startsWith(end) || !roots.test(path.slice(end.length))) continue;
      if (end === '' && !isMeant(text, rules)) return { kind: 'other' };
      return { kind: 'below', below: text.slice(end.length), at: end.length, based: end !== '' };
    }
  }
  const root = /\/(?:rooms|join|createRoom)(?=\/|$)/.exec(path);
  if (root === null) return { kind: 'other' };
  const prefix = path.slice(0, root.index);
  const near =
    prefix === ''
      ? origin === 'literal' && looksLikeMatrix(text.slice(root.index))
      : distance(prefix, basePath) <= 3;
  const segments = segmentsOf(path.slice(root.index));
  const known = table.all.some(
    (route) => route.names.length === segments.length && fits(route, segments),
  );
  return near && known ? { kind: 'wrong base', length: prefix.length } : { kind: 'other' };
}

/** Other APIs have rooms too: without a base path, only what looks like Matrix is meant for this one. */
const looksLikeMatrix = (text: string): boolean =>
  /^\/createRoom|\/(?:!|%21|#|%23)|\/m\.room\.|[?&]access_token=/i.test(text);

/** Whether a path without a base path is meant for this API, by itself or by what the document speaks of. */
function isMeant(text: string, { speaksOfMatrix }: JudgeRules): boolean {
  // Application services have rooms by alias, of which nothing more is asked.
  if (/^\/rooms\/[^/?]*(?:\?|$)/.test(text)) return false;
  return speaksOfMatrix !== false || looksLikeMatrix(text);
}
