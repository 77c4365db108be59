import type { Model } from '../../source/swagger.ts';
import type { Found, Rule } from '../view/rule.ts';
import { isPlaceholder } from './placeholder-property.ts';
import { quoted } from '../view/words.ts';

export const nothingRequired: Rule = {
  id: 'nothing-required',
  severity: 'info',
  summary: 'A small model requires none of its properties, so an empty object would be right.',
  *declaration({ api, graph }) {
    const bodies = api.operations
      .filter(({ method }) => ['POST', 'PUT'].includes(method))
      .flatMap(({ parameters }) => parameters)
      .filter(({ paramType, required }) => paramType === 'body' && required)
      .flatMap((body) => graph.modelsOf(body).map(({ name }) => name));
    // Who lists required properties elsewhere means it where none are listed.
    if ([...api.models.values()].filter(({ listsRequired }) => listsRequired).length > 2) return;
    for (const model of api.models.values()) {
      if (isUndecided(model, graph.basesOf(model.name).length > 0)) {
        yield* question(model, bodies.includes(model.name));
      }
    }
  },
};

/** Whether the author said of no property whether it must be there, and there are so few that one probably must. */
function isUndecided(model: Model, isSubtype: boolean): boolean {
  const { properties, listsRequired } = model;
  if (listsRequired || model.subTypes.length > 0) return false;
  if (properties.some(({ name, ownRequired }) => ownRequired !== null || isPlaceholder(name))) {
    return false;
  }
  return properties.length === 1 || (properties.length === 2 && !isSubtype);
}

function* question(model: Model, isBody: boolean): Iterable<Found> {
  const [only, second] = model.properties;
  if (only === undefined) return;
  // Two properties may both be optional in an answer; a body that must be there should hold something.
  if (second !== undefined && !isBody) return;
  const place = { pointer: model.pointer, at: 'key' } as const;
  const message =
    second === undefined
      ? `The model ${model.name} has one property, ${quoted(only.name)}, and does not require it. May it be left out?`
      : `The body ${model.name} must be sent, and it requires neither ${quoted(only.name)} nor ${quoted(second.name)}. May it be {}?`;
  yield { ...place, message };
}
