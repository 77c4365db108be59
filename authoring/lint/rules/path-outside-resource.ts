import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { segmentsOf } from '../view/paths.ts';
import { quoted } from '../view/words.ts';

export const pathOutsideResource: Rule = {
  id: 'path-outside-resource',
  severity: 'warning',
  summary: 'A path does not begin with the resource path of the file.',
  *declaration({ api }) {
    const resource = segmentsOf(api.resourcePath ?? '');
    if (resource.length === 0) return;
    const outside = api.apis.filter(({ path }) => {
      const segments = segmentsOf(path);
      return path.startsWith('/') && !resource.every((one, index) => one === segments[index]);
    });
    // Where no path begins with it, the base path ends with it, or it is a name alone.
    if (outside.length === api.apis.length) return;
    for (const { pointer, path } of outside) {
      yield {
        pointer: below(pointer, 'path'),
        message: `The path ${quoted(path)} is not below the resource path ${quoted(api.resourcePath ?? '')}. It may belong into a declaration of its own.`,
        related: [{ pointer: '/resourcePath', message: 'the resource path' }],
      };
    }
  },
};
