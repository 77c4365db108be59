import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';
import { isPrimitive } from './unknown-type.ts';

export const refToPrimitive: Rule = {
  id: 'ref-to-primitive',
  severity: 'error',
  summary: 'A "$ref" names a primitive type, which is written with "type".',
  *declaration({ api }) {
    const uses = [
      ...[...api.models.values()].flatMap(({ properties }) => properties),
      ...api.operations.flatMap(({ result, parameters }) => [result, ...parameters]),
    ].flatMap((one) => [one, ...(one.items === null ? [] : [one.items])]);
    for (const { pointer, ref } of uses) {
      if (ref === null || !isPrimitive(ref) || api.models.has(ref)) continue;
      yield {
        pointer: below(pointer, '$ref'),
        at: 'key',
        message: `"$ref" leads to a model, and ${quoted(ref)} is a primitive type; write "type": ${quoted(ref)}.`,
      };
    }
  },
};
