import { below } from '../../source/pointer.ts';
import type { Operation } from '../../source/swagger.ts';
import type { Rule } from '../view/rule.ts';
import { quoted, tokensOf } from '../view/words.ts';

const creates = ['create', 'add', 'new', 'register', 'allocate', 'make', 'generate', 'insert'];

export const creationWordsElsewhere: Rule = {
  id: 'creation-words-elsewhere',
  severity: 'info',
  summary:
    'An answer that tells of something new also comes from an operation that creates nothing.',
  *declaration({ api, graph }) {
    const byModel = new Map<string, Operation[]>();
    for (const operation of api.operations) {
      if (operation.result.type === 'array') continue;
      for (const { name } of graph.modelsOf(operation.result)) {
        byModel.set(name, [...(byModel.get(name) ?? []), operation]);
      }
    }
    for (const model of api.models.values()) {
      const property = model.properties.find(({ description }) =>
        /\bthe (?:newly )?(?:allocated|created|generated|new)\b/i.test(description),
      );
      if (property === undefined) continue;
      const users = byModel.get(model.name) ?? [];
      const makers = users.filter(isCreation);
      const others = users.filter((one) => !isCreation(one));
      const [other] = others;
      // What is made is often read with the same model, and a word about how it came about is right there.
      if (
        makers.length === 0 ||
        other === undefined ||
        others.some(({ method }) => method === 'GET')
      )
        continue;
      yield {
        pointer: below(other.pointer, 'type'),
        message: `${other.nickname || other.method} answers with ${model.name}, whose ${quoted(property.name)} is described by ${quoted(property.description)}, as for ${makers[0]?.nickname ?? ''}. What does it hold here?`,
        related: [{ pointer: below(property.pointer, 'description'), message: 'the description' }],
      };
    }
  },
};

const isCreation = ({ nickname, summary }: Operation): boolean =>
  [tokensOf(nickname)[0], tokensOf(summary)[0]].some(
    (word) => word !== undefined && creates.includes(word),
  );
