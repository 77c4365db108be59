import type { Model } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { listed, quoted } from '../view/words.ts';

export const modelDrift: Rule = {
  id: 'model-drift',
  severity: 'info',
  summary: 'Two files have models of the same id with different properties.',
  *together(files) {
    const first = new Map<string, { readonly file: string; readonly model: Model }>();
    for (const { name: file, document } of files) {
      if (document.kind !== 'declaration') continue;
      for (const model of document.models.values()) {
        const other = first.get(model.name);
        if (other === undefined) {
          first.set(model.name, { file, model });
          continue;
        }
        const differences = differencesOf(other.model, model);
        if (differences === null) continue;
        yield {
          file,
          pointer: model.pointer,
          at: 'key',
          message: `${other.file} has another model ${quoted(model.name)}: ${differences}. Tools that read both files keep one of them.`,
        };
      }
    }
  },
};

function differencesOf(a: Model, b: Model): string | null {
  const [of, here] = [a, b].map(({ properties }) => properties.map(({ name }) => name));
  const missing = (of ?? []).filter((name) => !(here ?? []).includes(name));
  const added = (here ?? []).filter((name) => !(of ?? []).includes(name));
  const parts = [
    ...(missing.length === 0
      ? []
      : [
          `this one has no ${listed(
            missing.map((one) => quoted(one)),
            'or',
          )}`,
        ]),
    ...(added.length === 0
      ? []
      : [
          `that one has no ${listed(
            added.map((one) => quoted(one)),
            'or',
          )}`,
        ]),
  ];
  return parts.length === 0 ? null : parts.join(', and ');
}
