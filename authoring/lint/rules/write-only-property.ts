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
    const read = [...graph.inResults].flatMap((name) => api.models.get(name)?.properties ?? []);
    if (read.length === 0) return;
    const isRead = readNames(read);
    const isTold = toldNames(declared);
    for (const name of graph.inRequests) {
      const model = api.models.get(name);
      if (model === undefined || graph.inResponses.has(name)) continue;
      for (const property of model.properties) {
        if (isRead(property.name) || isTold(property)) continue;
        yield {
          pointer: property.pointer,
          at: 'key',
          message: `${quoted(property.name)} of ${model.name} is sent, and no answer and no text of this file has it again. What becomes of it?`,
        };
      }
    }
  },
};

/** Tells whether an answer has a property that is called so, or that one name of the two ends or begins with the other. */
function readNames(read: readonly Property[]): (name: string) => boolean {
  const names = new Set<string>();
  const parts = new Set<string>();
  for (const { name } of read) {
    const tokens = tokensOf(name);
    names.add(tokens.join(' '));
    for (const part of partsOf(tokens)) parts.add(part);
  }
  return (name) => {
    const tokens = tokensOf(name);
    return parts.has(tokens.join(' ')) || partsOf(tokens).some((part) => names.has(part));
  };
}

/** The beginnings and the ends of a name. */
const partsOf = (tokens: readonly string[]): readonly string[] =>
  tokens.flatMap((_, index) => [
    tokens.slice(0, index + 1).join(' '),
    tokens.slice(index).join(' '),
  ]);

/** What is secret is not answered. */
const secret = /pass(?:word|phrase|code)|secret|token|captcha|credential|signature|pin\b/i;

/** Tells whether a text says what a property does: its own by a verb, or any other one by its name. */
function toldNames({ api }: Declared): (property: Property) => boolean {
  const texts = textsOf(api).map(({ pointer, text }) => ({
    pointer,
    words: new Set(wordsOf(text)),
  }));
  const byWord = new Map<string, typeof texts>();
  for (const text of texts) {
    for (const word of text.words) {
      const same = byWord.get(word);
      if (same === undefined) byWord.set(word, [text]);
      else same.push(text);
    }
  }
  return ({ name, description, pointer, type }) => {
    if (isPlaceholder(name) || secret.test(name) || type !== 'string') return true;
    if (/^(?:sets?|whether|if|true|changes?|limits?|filters?|makes?|creates?)\b/i.test(description))
      return true;
    const [first = '', ...rest] = tokensOf(name);
    const own = `${pointer}/`;
    return (byWord.get(first) ?? []).some(
      (text) => rest.every((word) => text.words.has(word)) && !text.pointer.startsWith(own),
    );
  };
}
