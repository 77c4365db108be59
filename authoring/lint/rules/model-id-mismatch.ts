import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const modelIdMismatch: Rule = {
  id: 'model-id-mismatch',
  severity: 'error',
  summary: 'The id of a model is not the key that it stands under.',
  *declaration({ api }) {
    for (const { pointer, id, name } of api.models.values()) {
      if (id === '' || id === name) continue;
      const other = api.models.get(id);
      const more = other === undefined ? '' : `, and ${quoted(id)} is another model`;
      yield {
        pointer: below(pointer, 'id'),
        message: `The model under the key ${quoted(name)} calls itself ${quoted(id)}${more}. Both must be the same.`,
      };
    }
  },
};
