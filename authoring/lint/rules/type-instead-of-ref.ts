import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { isPrimitive } from './unknown-type.ts';
import { quoted } from '../view/words.ts';

export const typeInsteadOfRef: Rule = {
  id: 'type-instead-of-ref',
  severity: 'warning',
  summary: 'A property or items name a model by "type", where Swagger 1.2 has "$ref".',
  *declaration({ api }) {
    const uses = [
      ...[...api.models.values()].flatMap(({ properties }) =>
        properties.flatMap((one) => [one, ...(one.items === null ? [] : [one.items])]),
      ),
      ...api.operations
        .flatMap(({ result, parameters }) => [result, ...parameters])
        .flatMap(({ items }) => (items === null ? [] : [items])),
    ];
    for (const { pointer, type } of uses) {
      // A model may be called like a primitive type, which is then meant.
      if (type === null || isPrimitive(type) || !api.models.has(type)) continue;
      yield {
        pointer: below(pointer, 'type'),
        at: 'key',
        message: `${quoted(type)} is a model, and properties and items refer to models by "$ref"; only operations and parameters do it by "type".`,
      };
    }
  },
};
