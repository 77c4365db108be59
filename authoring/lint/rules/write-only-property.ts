import type { Property } from '../../source/swagger.ts';
import type { Declared, Rule } from '../view/rule.ts';
import { textsOf } from '../view/prose.ts';
import { isPlaceholder } from './placeholder-property.ts';
import { quoted, tokensOf, wordsOf } from '../view/words.ts';

export const writeOnlyProperty: Rule = {
  id: 'write-only-property',
  severity: 'info',
  summary: 'A property is sent, no answer has it, and no text says what it does.',
  *declaration(declared) {
    const { api, graph } = declared;
    const read = [...graph.inResponses].flatMap((name) => api.models.get(name)?.properties ?? []);
    if (read.length === 0) return;
    for (const name of graph.inRequests) {
      const model = api.models.get(name);
      if (model === undefined || graph.inResponses.has(name)) continue;
      for (const property of model.properties) {
        if (isRead(property, read) || isTold(property, declared)) continue;
        yield {
          pointer: property.pointer,
          at: 'key',
          message: `${quoted(property.name)} of ${model.name} is sent, and no answer and no text of this file has it again. What becomes of it?`,
        };
      }
    }
  },
};

/** Whether an answer has a property that is called so, or that one name of the two ends or begins with the other. */
const isRead = ({ name }: Property, read: readonly Property[]): boolean => {
  const own = tokensOf(name);
  return read.some((one) => {
    const other = tokensOf(one.name);
    const length = Math.min(own.length, other.length);
    const [a, b] = [own.slice(-length), other.slice(-length)];
    const [c, d] = [own.slice(0, length), other.slice(0, length)];
    return a.join(' ') === b.join(' ') || c.join(' ') === d.join(' ');
  });
};

/** What is secret is not answered. */
const secret = /pass(?:word|phrase|code)|secret|token|captcha|credential|signature|pin\b/i;

/** Whether a text says what the property does: its own by a verb, or any other one by its name. */
function isTold(property: Property, { api }: Declared): boolean {
  const { name, description, pointer, type } = property;
  if (isPlaceholder(name) || secret.test(name) || type !== 'string') return true;
  if (/^(?:sets?|whether|if|true|changes?|limits?|filters?|makes?|creates?)\b/i.test(description))
    return true;
  const words = tokensOf(name);
  return textsOf(api).some(
    (text) =>
      !text.pointer.startsWith(`${pointer}/`) &&
      words.every((word) => wordsOf(text.text).includes(word)),
  );
}
