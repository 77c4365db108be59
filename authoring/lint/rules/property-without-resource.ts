import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { segmentsOf } from '../view/paths.ts';
import { quoted } from '../view/words.ts';

export const propertyWithoutResource: Rule = {
  id: 'property-without-resource',
  severity: 'info',
  summary:
    'A text names something by a dotted name that has no path, while others of its family have one.',
  *declaration({ api }) {
    const dotted = new Set(
      api.apis
        .flatMap(({ path }) => segmentsOf(path))
        .filter((segment) => /^\w+(?:\.\w+){2,}$/.test(segment)),
    );
    const families = new Set([...dotted].map(familyOf));
    if (families.size === 0) return;
    const properties = [...api.models.values()].flatMap((model) => model.properties);
    for (const { pointer, description } of properties) {
      for (const [name] of description.matchAll(/\b\w+(?:\.\w+){2,}\b/g)) {
        if (dotted.has(name) || !families.has(familyOf(name))) continue;
        yield {
          pointer: below(pointer, 'description'),
          message: `The description speaks of ${quoted(name)}, and no path has it, though others of ${quoted(`${familyOf(name)}.…`)} have one. How is it read and changed afterwards?`,
        };
      }
    }
  },
};

const familyOf = (name: string): string => name.slice(0, name.lastIndexOf('.'));
