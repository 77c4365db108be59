import { below } from '../../source/pointer.ts';
import type { Model } from '../../source/swagger.ts';
import type { Declared, Found, Rule } from '../view/rule.ts';
import { guess, listed, quoted } from '../view/words.ts';

export const inheritance: Rule = {
  id: 'inheritance',
  severity: 'error',
  summary:
    'Subtypes that do not exist, inherit in a circle, from two models, or change a property.',
  *declaration(declared) {
    const { api, graph } = declared;
    for (const model of api.models.values()) {
      for (const [index, sub] of model.subTypes.entries()) {
        const pointer = below(model.pointer, 'subTypes', index);
        const target = api.models.get(sub);
        if (target === undefined) yield missing(pointer, sub, [...api.models.keys()]);
        else if (leadsTo(target, model.name, declared)) {
          yield { pointer, message: `${model.name} would inherit from itself through ${sub}.` };
        }
      }
      const bases = graph.basesOf(model.name).map(({ name }) => name);
      if (bases.length > 1) {
        yield {
          pointer: model.pointer,
          at: 'key',
          message: `${model.name} is a subtype of ${listed(bases)}. A model of Swagger 1.2 has one base.`,
        };
      }
      yield* changed(model, declared);
    }
  },
};

function missing(pointer: string, name: string, models: readonly string[]): Found {
  const near = guess(name, models);
  const end = near === undefined ? '.' : `; did you mean ${quoted(near)}?`;
  return { pointer, message: `The subtype ${quoted(name)} is not a model of this file${end}` };
}

function leadsTo(from: Model, to: string, { api }: Declared): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let model = waiting.pop(); model !== undefined; model = waiting.pop()) {
    if (model.name === to) return true;
    if (seen.has(model.name)) continue;
    seen.add(model.name);
    waiting.push(...model.subTypes.flatMap((name) => api.models.get(name) ?? []));
  }
  return false;
}

/** Properties that a subtype has from its base, and declares again. */
function* changed(model: Model, { graph }: Declared): Iterable<Found> {
  for (const base of graph.basesOf(model.name)) {
    if (base.name === model.name) continue;
    for (const property of model.properties) {
      const inherited = base.properties.find(({ name }) => name === property.name);
      if (inherited === undefined) continue;
      yield {
        pointer: property.pointer,
        at: 'key',
        message: `${model.name} inherits ${quoted(property.name)} from ${base.name}, and a subtype must not declare it again.`,
        related: [{ pointer: inherited.pointer, message: `in ${base.name}` }],
      };
    }
  }
}
