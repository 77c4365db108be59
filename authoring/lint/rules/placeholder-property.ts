import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const placeholderProperty: Rule = {
  id: 'placeholder-property',
  severity: 'warning',
  summary: 'A property seems to stand for any further keys.',
  *declaration({ api }) {
    for (const model of api.models.values()) {
      for (const { name, pointer } of model.properties) {
        if (!isPlaceholder(name)) continue;
        yield {
          pointer,
          at: 'key',
          message: `${quoted(name)} seems to stand for other keys. To tools it is a key of this very name. Swagger 1.2 cannot say "any further keys", so say it in the description of the model.`,
        };
      }
    }
  },
};

/** Whether a name is one that nobody gives to a key: in underscores, in brackets, or of dots. */
export const isPlaceholder = (name: string): boolean =>
  /^_+[A-Za-z].*_+$/.test(name) ||
  /^[<{[(].*[>}\])]$/.test(name) ||
  /^(?:\.{2,}|…|\*+)$/.test(name);
