import { below } from '../../source/pointer.ts';
import type { Property } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { isParameter, segmentsOf } from '../view/paths.ts';
import { listed, quoted, tokensOf } from '../view/words.ts';

export const collectionLacksKey: Rule = {
  id: 'collection-lacks-key',
  severity: 'warning',
  summary:
    'Entries are set below several keys, and the list of them does not have one of these keys.',
  *declaration({ api, graph }) {
    const writes = api.operations
      .filter(({ method }) => method === 'PUT')
      .map((write) => ({ write, segments: segmentsOf(write.path) }));
    for (const list of api.operations) {
      if (list.method !== 'GET' || list.result.type !== 'array') continue;
      const [model] = graph.modelsOf(list.result);
      if (model === undefined) continue;
      const properties = graph.propertiesOf(model);
      const above = segmentsOf(list.path);
      for (const { write, segments } of writes) {
        const keys = keysBelow(above, segments);
        const missing = keys.filter((key) => !properties.some((one) => isKey(one, key)));
        // One key alone may be any property. Of several, those that are there show how the others would be called.
        if (keys.length < 2 || missing.length === 0 || missing.length === keys.length) continue;
        yield {
          pointer: below(model.pointer, 'properties'),
          at: 'key',
          message: `${write.nickname || write.method} sets an entry by ${listed(keys.map((key) => quoted(key)))}, and ${model.name}, of which ${list.nickname || list.method} answers a list, has no property for ${listed(missing.map((key) => quoted(key)))}. How can a reader tell which entry is which?`,
          related: [
            { pointer: list.pointer, message: 'the list' },
            { pointer: write.pointer, message: 'the operation that sets an entry' },
          ],
        };
        break;
      }
    }
  },
};

/** The parameters of a path that is the path of a list and parameters alone. */
function keysBelow(above: readonly string[], all: readonly string[]): readonly string[] {
  const rest = all.slice(above.length);
  const isBelow =
    rest.length > 0 &&
    above.every(
      (one, index) => one === all[index] || (isParameter(one) && isParameter(all[index] ?? '')),
    );
  return isBelow && rest.every(isParameter) ? rest.map((segment) => segment.slice(1, -1)) : [];
}

/** Whether a property is called like a key, or by the last words of it: `type` for `eventType`. */
function isKey({ name }: Property, key: string): boolean {
  const [property, parameter] = [tokensOf(name), tokensOf(key)];
  const length = Math.min(property.length, parameter.length);
  return length > 0 && property.slice(-length).join(' ') === parameter.slice(-length).join(' ');
}
