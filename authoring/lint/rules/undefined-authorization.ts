import type { ApiDeclaration, Authorization } from '../../source/swagger.ts';
import type { Found, Rule } from '../view/rule.ts';
import { listed, quoted } from '../view/words.ts';

export const undefinedAuthorization: Rule = {
  id: 'undefined-authorization',
  severity: 'error',
  summary: 'A way to authorize is demanded and not defined, or not defined completely.',
  *listing({ authorizations }) {
    for (const one of authorizations ?? []) yield* incomplete(one);
  },
  *together(files) {
    const defined = new Set<string>();
    for (const { document } of files) {
      if (document.kind !== 'listing') continue;
      for (const { name } of document.authorizations ?? []) defined.add(name);
    }
    if (!files.some(({ document }) => document.kind === 'listing')) return;
    for (const { name: file, document } of files) {
      if (document.kind !== 'declaration') continue;
      for (const { name, pointer } of demandsOf(document)) {
        if (defined.has(name)) continue;
        yield {
          file,
          pointer,
          at: 'key',
          message: `The resource listing defines no authorization ${quoted(name)}.`,
        };
      }
    }
  },
};

/** Every way to authorize that a declaration demands. */
export const demandsOf = (api: ApiDeclaration): readonly Authorization[] =>
  [api.authorizations, ...api.operations.map(({ authorizations }) => authorizations)].flatMap(
    (some) => some ?? [],
  );

function* incomplete({ name, pointer, raw }: Authorization): Iterable<Found> {
  const { type } = raw;
  const needs = type === 'apiKey' ? ['passAs', 'keyname'] : type === 'oauth2' ? ['grantTypes'] : [];
  const missing = type === undefined ? ['type'] : needs.filter((key) => raw[key] === undefined);
  if (missing.length === 0) return;
  yield {
    pointer,
    at: 'key',
    message: `The authorization ${quoted(name)} has no ${listed(missing.map((key) => quoted(key)))}, so nobody can know how to authorize.`,
  };
}
