import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';
import { demandsOf } from './undefined-authorization.ts';

export const authorizationWithoutListing: Rule = {
  id: 'authorization-without-listing',
  severity: 'info',
  summary: 'A declaration demands an authorization, and no file that was given defines it.',
  *together(files) {
    if (files.some(({ document }) => document.kind === 'listing')) return;
    for (const { name: file, document } of files) {
      if (document.kind !== 'declaration') continue;
      const names = new Set<string>();
      for (const { name, pointer } of demandsOf(document)) {
        if (names.has(name)) continue;
        names.add(name);
        yield {
          file,
          pointer,
          at: 'key',
          message: `The authorization ${quoted(name)} is defined by a resource listing, and none was given. Where is the credential sent, and under which name? Give the listing together with this file.`,
        };
      }
    }
  },
};
