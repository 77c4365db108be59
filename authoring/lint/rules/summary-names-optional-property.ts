import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { listed, quoted, wordsOf } from '../view/words.ts';

export const summaryNamesOptionalProperty: Rule = {
  id: 'summary-names-optional-property',
  severity: 'warning',
  summary: 'A summary promises something that the answer may leave out.',
  *declaration({ api, graph }) {
    for (const operation of api.operations) {
      const { summary, result } = operation;
      const promised = /\bincluding\b(.*)$/i.exec(summary)?.[1] ?? '';
      if (promised === '' || result.type === 'array') continue;
      const properties = graph.modelsOf(result).flatMap((model) => graph.propertiesOf(model));
      // An author who marks nothing as required says nothing by it.
      if (!properties.some(({ required }) => required)) continue;
      const words = wordsOf(promised);
      const optional = properties.filter(
        ({ name, required }) => !required && words.includes(name.toLowerCase()),
      );
      if (optional.length === 0) continue;
      yield {
        pointer: below(operation.pointer, 'summary'),
        message: `The summary promises ${listed(optional.map(({ name }) => quoted(name)))}, and ${result.type ?? 'the answer'} does not require ${optional.length === 1 ? 'it' : 'them'}. When is it left out?`,
        related: optional.map(({ pointer }) => ({ pointer, message: 'the optional property' })),
      };
    }
  },
};
