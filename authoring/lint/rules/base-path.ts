import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const basePath: Rule = {
  id: 'base-path',
  severity: 'warning',
  summary: 'The base path is not an absolute URL, or has parts that it cannot have.',
  *declaration({ api }) {
    const { basePath: written } = api;
    if (written === null) return;
    const problem = problemOf(written);
    if (problem !== null)
      yield { pointer: '/basePath', message: `The base path ${quoted(written)} ${problem}.` };
  },
};

function problemOf(written: string): string | null {
  if (/^\$?\{|\{\{/.test(written))
    return 'is a placeholder; put a URL there before you publish the file';
  if (!URL.canParse(written)) return 'is not an absolute URL, as Swagger 1.2 demands it';
  const { protocol, search, hash } = new URL(written);
  if (!['http:', 'https:', 'ws:', 'wss:'].includes(protocol)) {
    return `has the scheme ${quoted(protocol)}; HTTP has http: and https:`;
  }
  return search === '' && hash === ''
    ? null
    : 'has a query or a fragment, behind which no path can follow';
}
