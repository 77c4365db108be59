import { below } from '../../source/pointer.ts';
import type { Found, Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const duplicatePath: Rule = {
  id: 'duplicate-path',
  severity: 'error',
  summary: 'Two entries of "apis" have the same path.',
  declaration: ({ api }) => duplicates(api.apis),
  listing: ({ apis }) => duplicates(apis),
};

function* duplicates(
  entries: readonly { readonly pointer: string; readonly path: string }[],
): Iterable<Found> {
  const first = new Map<string, string>();
  for (const { path, pointer } of entries) {
    if (path === '') continue;
    const other = first.get(path);
    if (other === undefined) first.set(path, pointer);
    else {
      yield {
        pointer: below(pointer, 'path'),
        message: `There is an entry for ${quoted(path)} already; put everything about a path into one entry.`,
        related: [{ pointer: below(other, 'path'), message: 'the first entry' }],
      };
    }
  }
}
