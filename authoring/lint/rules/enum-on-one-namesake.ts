import type { Property } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { contentWordsOf, quoted } from '../view/words.ts';

export const enumOnOneNamesake: Rule = {
  id: 'enum-on-one-namesake',
  severity: 'warning',
  summary:
    'Of two properties of the same name and meaning, one has an enum and the other has none.',
  *declaration({ api }) {
    const properties = [...api.models.values()].flatMap((model) =>
      model.properties.map((property) => ({ model: model.name, property })),
    );
    const withEnum = new Map<string, typeof properties>();
    for (const one of properties) {
      const { name, type, enum: values } = one.property;
      if (type === 'string' && values !== null) {
        withEnum.set(name, [...(withEnum.get(name) ?? []), one]);
      }
    }
    for (const { model, property } of properties) {
      if (property.type !== 'string' || property.raw['enum'] !== undefined) continue;
      const other = (withEnum.get(property.name) ?? []).find((one) =>
        meansTheSame(one.property, property),
      );
      if (other === undefined) continue;
      yield {
        pointer: property.pointer,
        at: 'key',
        message: `${quoted(property.name)} of ${model} has no "enum", and ${quoted(property.name)} of ${other.model} has one and a similar description. Are the values the same?`,
        related: [{ pointer: other.property.pointer, message: `in ${other.model}` }],
      };
    }
  },
};

/** Whether both descriptions have two words beside each other, of which one is the name itself: "membership state". */
function meansTheSame(a: Property, b: Property): boolean {
  const pairs = pairsOf(a).filter((pair) => pair.split(' ').includes(a.name.toLowerCase()));
  return pairs.some((pair) => pairsOf(b).includes(pair));
}

function pairsOf({ description }: Property): readonly string[] {
  const words = contentWordsOf(description);
  return words.slice(1).map((word, index) => `${words[index]} ${word}`);
}
