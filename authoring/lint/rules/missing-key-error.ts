import { below } from '../../source/pointer.ts';
import type { Rule } from '../view/rule.ts';
import { quoted } from '../view/words.ts';

export const missingKeyError: Rule = {
  id: 'missing-key-error',
  severity: 'warning',
  summary: 'An error is documented for a missing key that the model does not require.',
  *declaration({ api, graph }) {
    for (const operation of api.operations) {
      const body = graph.bodyOf(operation);
      const properties =
        body === null ? [] : graph.modelsOf(body).flatMap((model) => graph.propertiesOf(model));
      for (const { message, pointer } of operation.responses) {
        const name = missingIn(message);
        const property = properties.find((one) => one.name === name);
        if (property === undefined || property.required) continue;
        yield {
          pointer: property.pointer,
          at: 'key',
          message: `${operation.nickname || operation.method} documents ${quoted(message)}, and the model does not require ${quoted(property.name)}.`,
          related: [{ pointer: below(pointer, 'message'), message: 'the error' }],
        };
      }
    }
  },
};

/** The key whose absence a message is about: "No membership key.", "Missing 'name'." */
function missingIn(message: string): string | null {
  const patterns = [
    /\b(?:no|missing|without)\s+["'`]?(\w+)["'`]?\s+(?:key|property|field|attribute)\b/i,
    /\b(?:missing|no)\s+["'`](\w+)["'`]/i,
    /["'`]?(\w+)["'`]?\s+(?:key|property|field|attribute)?\s*(?:is|was)\s+(?:missing|not (?:given|present|supplied))\b/i,
  ];
  for (const pattern of patterns) {
    const name = pattern.exec(message)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}
