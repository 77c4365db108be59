import type { Rule } from '../view/rule.ts';

export const arrayWithoutItems: Rule = {
  id: 'array-without-items',
  severity: 'error',
  summary: 'An array does not say what its items are.',
  *declaration({ api }) {
    const uses = [
      ...api.operations.flatMap(({ result, parameters }) => [result, ...parameters]),
      ...[...api.models.values()].flatMap(({ properties }) => properties),
    ];
    for (const { pointer, type, raw, items } of uses) {
      if (type !== 'array') continue;
      const isSaid =
        items !== null && (items.raw['type'] !== undefined || items.raw['$ref'] !== undefined);
      // Items of a wrong form are reported with the structure.
      if (isSaid || (items === null && raw['items'] !== undefined)) continue;
      yield {
        pointer,
        message: 'The type is "array", and "items" with a "type" or a "$ref" does not say of what.',
      };
    }
  },
};
