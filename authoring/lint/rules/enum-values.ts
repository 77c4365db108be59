import { below } from '../../source/pointer.ts';
import type { Found, Rule } from '../view/rule.ts';
import { listed, quoted } from '../view/words.ts';
import { usesOf } from '../view/uses.ts';

export const enumValues: Rule = {
  id: 'enum-values',
  severity: 'error',
  summary: 'An enum has a value twice, does not have the default, or is on a type without values.',
  *declaration({ api }) {
    for (const use of usesOf(api)) {
      if (use.enum === null) continue;
      yield* doubles(use.pointer, use.enum);
      const value = use.raw['defaultValue'];
      if (typeof value === 'string' && use.enum.length > 0 && !use.enum.includes(value)) {
        yield {
          pointer: below(use.pointer, 'defaultValue'),
          message: `The default ${quoted(value)} is not one of the values of "enum": ${listed(
            use.enum.map((one) => quoted(one)),
            'or',
          )}.`,
        };
      }
      if (use.type === 'array' || use.ref !== null) {
        yield {
          pointer: below(use.pointer, 'enum'),
          at: 'key',
          message: 'An "enum" lists the values of a text. For an array it belongs into "items".',
        };
      }
    }
  },
};

function* doubles(pointer: string, values: readonly string[]): Iterable<Found> {
  for (const [index, value] of values.entries()) {
    if (values.indexOf(value) === index) continue;
    yield {
      pointer: below(pointer, 'enum', index),
      message: `${quoted(value)} is in "enum" twice.`,
    };
  }
}
