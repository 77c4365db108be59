import { below } from '../../source/pointer.ts';
import type { Model } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { listed, tokensOf } from '../view/words.ts';

export const orphanSubtype: Rule = {
  id: 'orphan-subtype',
  severity: 'warning',
  summary: 'A model is called like the subtypes of a base, and is not one of them.',
  *declaration({ api, graph }) {
    const models = [...api.models.values()];
    for (const base of models) {
      const named = base.subTypes.filter((sub) => isNamedAfter(sub, base));
      if (named.length === 0) continue;
      for (const model of models) {
        if (!isNamedAfter(model.name, base) || base.subTypes.includes(model.name)) continue;
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

/** Whether a name ends with the name of a base, as whole words: MessageEvent and Event. */
function isNamedAfter(name: string, base: Model): boolean {
  const [words, end] = [tokensOf(name), tokensOf(base.name)];
  return (
    end.length > 0 &&
    words.length > end.length &&
    words.slice(-end.length).join(' ') === end.join(' ')
  );
}

/** Whether a model has all properties of the base by itself, or none of its own that it would need them for. */
const isACopy = (model: Model, base: Model): boolean =>
  base.properties.every(({ name }) => model.properties.some((one) => one.name === name));
