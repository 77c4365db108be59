import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

/** The whole of a sentence or of a bracket, so that "required if …" and "the required level" are something else. */
const saysRequired =
  /(?:^|[.([]\s*)(?:this (?:field|parameter|property|key|value) is |is |always )?(?:required|mandatory)(?:\s*[.)\]]|\s*$)|\bmust always be (?:given|present|sent|set|supplied|provided)\b/i;

export const proseSaysRequired: Rule = {
  id: 'prose-says-required',
  severity: 'warning',
  summary: 'A description says that something is required, and nothing else does.',
  *declaration({ api }) {
    const parts = [
      ...api.operations.flatMap(({ parameters }) => parameters),
      ...[...api.models.values()].flatMap(({ properties }) => properties),
    ];
    for (const { name, required, description, pointer } of parts) {
      const words = saysRequired.exec(description)?.[0];
      if (required || words === undefined) continue;
      yield {
        pointer: below(pointer, 'description'),
        message: `The description of ${quoted(name)} says that it is required, and tools read that it is optional.`,
      };
    }
  },
};
