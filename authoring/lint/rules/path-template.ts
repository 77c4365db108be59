import type { Rule } from '../view/rule.ts';
import { below } from '../../source/pointer.ts';
import { templateNames } from '../view/paths.ts';
import { quoted } from '../view/words.ts';

export const pathTemplate: Rule = {
  id: 'path-template',
  severity: 'error',
  summary: 'A path cannot be read as a template.',
  *declaration({ api }) {
    for (const { path, pointer } of api.apis) {
      const problem = problemOf(path);
      if (problem === null) continue;
      yield { pointer: below(pointer, 'path'), message: `The path ${quoted(path)} ${problem}.` };
    }
  },
};

function problemOf(path: string): string | null {
  if (path.includes('?')) return 'has a query; declare query parameters in its place';
  const outside = path.replaceAll(/\{[^{}]*\}/g, '');
  if (/[{}]/.test(outside)) return 'has a brace without its partner';
  const names = templateNames(path);
  if (names.includes('')) return 'has a parameter without a name';
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) return `has {${twice}} twice`;
  if (/(?:^|\/):[A-Za-z]/.test(path))
    return 'has a parameter that begins with a colon; write it in braces';
  if (/\s/.test(outside)) return 'has a space';
  return null;
}
