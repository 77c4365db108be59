import { below } from '../../source/pointer.ts';
import type { Property } from '../../source/swagger.ts';
import type { Declared, Rule } from '../view/rule.ts';
import { contentWordsOf, quoted, tokensOf } from '../view/words.ts';

export const sameDescription: Rule = {
  id: 'same-description',
  severity: 'info',
  summary:
    'A property of a request and one of its answer have nearly the same name and description.',
  *declaration(declared) {
    const seen = new Set<string>();
    for (const operation of declared.api.operations) {
      const { request, answer } = propertiesOf(operation, declared);
      for (const a of request) {
        for (const b of answer) {
          if (!areAlike(a, b) || seen.has(a.pointer + b.pointer)) continue;
          seen.add(a.pointer + b.pointer);
          yield {
            pointer: below(a.pointer, 'description'),
            message: `${quoted(a.name)} of the request and ${quoted(b.name)} of the answer have nearly the same name and description. Are they the same? If not, say how they differ.`,
            related: [
              { pointer: below(b.pointer, 'description'), message: 'the other description' },
            ],
          };
        }
      }
    }
  },
};

function propertiesOf(
  operation: Declared['api']['operations'][number],
  { graph }: Declared,
): { readonly request: readonly Property[]; readonly answer: readonly Property[] } {
  const body = graph.bodyOf(operation);
  const of = (models: ReturnType<typeof graph.modelsOf>): readonly Property[] =>
    models.flatMap((model) => graph.propertiesOf(model));
  return {
    request: body === null ? [] : of(graph.modelsOf(body)),
    answer: of(graph.modelsOf(operation.result)),
  };
}

/** Whether one name goes on where the other ends, and the shorter description has no word that the longer one lacks. */
function areAlike(a: Property, b: Property): boolean {
  if (a.name === b.name || a.type !== 'string' || b.type !== 'string') return false;
  const [short, long] = [tokensOf(a.name), tokensOf(b.name)].toSorted(
    (x, y) => x.length - y.length,
  );
  if (short === undefined || long === undefined || short.length < 2 || short.length === long.length)
    return false;
  if (!short.every((token, index) => token === long[index])) return false;
  const [few, many] = [contentWordsOf(a.description), contentWordsOf(b.description)].toSorted(
    (x, y) => x.length - y.length,
  );
  return (
    few !== undefined &&
    many !== undefined &&
    few.length > 0 &&
    many.length <= 8 &&
    few.every((word) => many.includes(word))
  );
}
