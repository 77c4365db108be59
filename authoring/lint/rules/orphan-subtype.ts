import { below } from '../../source/pointer.ts';
import type { Model } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { listed, tokensOf } from '../view/words.ts';

export const orphanSubtype: Rule = {
  id: 'orphan-subtype',
  severity: 'warning',
  summary: 'A model is called like the subtypes of a base, and is not one of them.',
  *declaration({ api, graph }) {
    const models = [...api.models.values()].map((model) => ({
      model,
      words: tokensOf(model.name),
    }));
    // Only models with the same last word are compared, since there may be thousands.
    const byLastWord = new Map<string | undefined, typeof models>();
    for (const one of models) {
      const last = one.words.at(-1);
      const same = byLastWord.get(last);
      if (same === undefined) byLastWord.set(last, [one]);
      else same.push(one);
    }
    for (const { model: base, words: end } of models) {
      const named = base.subTypes.filter((sub) => endsWith(tokensOf(sub), end));
      if (named.length === 0) continue;
      for (const { model, words } of byLastWord.get(end.at(-1)) ?? []) {
        if (!endsWith(words, end) || base.subTypes.includes(model.name)) continue;
        if (graph.basesOf(model.name).length > 0 || isACopy(model, base)) continue;
        yield {
          pointer: model.pointer,
          at: 'key',
          message: `${model.name} is called like ${listed(named)}, which ${named.length === 1 ? 'inherits' : 'inherit'} from ${base.name}. It is not in "subTypes" of ${base.name}, so it has none of the properties ${listed(base.properties.map(({ name }) => name))}.`,
          related: [
            { pointer: below(base.pointer, 'subTypes'), message: 'the subtypes of the base' },
          ],
        };
      }
    }
  },
};

/** Whether the words of a name end with those of another one, and are more: MessageEvent and Event. */
const endsWith = (words: readonly string[], end: readonly string[]): boolean =>
  end.length > 0 &&
  words.length > end.length &&
  end.every((word, i) => word === words[words.length - end.length + i]);

/** Whether a model has all properties of the base by itself, or none of its own that it would need them for. */
const isACopy = (model: Model, base: Model): boolean =>
  base.properties.every(({ name }) => model.properties.some((one) => one.name === name));
