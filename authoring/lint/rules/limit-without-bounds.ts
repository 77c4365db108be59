import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const limitWithoutBounds: Rule = {
  id: 'limit-without-bounds',
  severity: 'info',
  summary: 'A limit has no bounds and no default.',
  *declaration({ api }) {
    const parts = [
      ...api.operations.flatMap(({ parameters }) =>
        parameters.filter(({ paramType }) => paramType === 'query'),
      ),
      ...[...api.models.values()].flatMap(({ properties }) => properties),
    ];
    for (const { name, pointer, type, raw, description } of parts) {
      if (type !== 'integer' && type !== 'number') continue;
      if (!/^(?:limit|max_?results?|page_?size|per_?page|max_?items|page_?limit)$/i.test(name))
        continue;
      const isBound = ['minimum', 'maximum', 'defaultValue'].some((key) => raw[key] !== undefined);
      if (isBound || /\d|\bdefault|\bunlimited\b|\bno limit\b|\ball\b/i.test(description)) continue;
      yield {
        pointer,
        message: `${quoted(name)} has no minimum, no maximum and no default. What do 0, a negative number and none at all mean, and how many are too many?`,
      };
    }
  },
};
