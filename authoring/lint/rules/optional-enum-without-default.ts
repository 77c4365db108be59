import type { Rule } from '../view/rule.ts';
import { isWrite } from '../view/paths.ts';
import { quoted } from '../view/words.ts';

export const optionalEnumWithoutDefault: Rule = {
  id: 'optional-enum-without-default',
  severity: 'info',
  summary: 'A choice in a request can be left out, and nothing says what happens then.',
  *declaration({ api, graph }) {
    const parts = [
      // What is left out of a query narrows nothing down.
      ...api.operations
        .filter(({ method }) => isWrite(method))
        .flatMap(({ parameters }) => parameters)
        .filter(({ paramType }) => paramType !== 'body' && paramType !== 'path'),
      // What only comes in answers needs no default; what an answer has too is a state rather than a choice.
      ...[...api.models.values()]
        .filter(({ name }) => graph.inRequests.has(name) && !graph.inResponses.has(name))
        .flatMap(({ properties }) => properties),
    ];
    for (const { name, pointer, raw, required, description, enum: values } of parts) {
      if (values === null || values.length < 2 || required || raw['defaultValue'] !== undefined)
        continue;
      // A filter that is left out filters nothing.
      if (
        /\bdefault|\bomit|\bfilter|\bonly\b|\bleft out\b|\bif (?:set|given|present|specified)\b/i.test(
          description,
        )
      )
        continue;
      yield {
        pointer,
        message: `${quoted(name)} can be left out, and neither "defaultValue" nor the description says which of the ${values.length} values holds then.`,
      };
    }
  },
};
