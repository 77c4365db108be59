import { below } from '../../source/pointer.ts';
import type { Model, Operation } from '../../source/swagger.ts';
import type { Declared, Found, Rule } from '../view/rule.ts';
import { textsOfOperation } from '../view/prose.ts';
import { listed, quoted } from '../view/words.ts';

export const undeclaredParameterMention: Rule = {
  id: 'undeclared-parameter-mention',
  severity: 'warning',
  summary: 'A text speaks of a parameter that no operation with this text declares.',
  *declaration(declared) {
    const { api } = declared;
    for (const operation of api.operations) {
      for (const { pointer, text } of textsOfOperation(operation)) {
        for (const name of mentionsIn(text)) {
          if (has(operation, name, declared)) continue;
          yield {
            pointer,
            message: `The text speaks of the parameter ${quoted(name)}, and ${operation.nickname || operation.method} declares none of this name.`,
          };
        }
      }
    }
    yield* inModels(declared);
  },
};

/** Texts of models that answers hold: some operation that answers with them must declare the parameter. */
function* inModels(declared: Declared): Iterable<Found> {
  const { api, graph } = declared;
  const reached = new Map<Operation, ReadonlySet<string>>();
  const usersOf = (model: Model): readonly Operation[] =>
    api.operations.filter((operation) => {
      const models = reached.get(operation) ?? graph.reach([operation.result]);
      reached.set(operation, models);
      return models.has(model.name);
    });
  for (const model of api.models.values()) {
    for (const { pointer, description } of model.properties) {
      for (const name of mentionsIn(description)) {
        const users = usersOf(model);
        if (users.length === 0) continue;
        if (users.some((operation) => has(operation, name, declared))) continue;
        yield {
          pointer: below(pointer, 'description'),
          message: `The description speaks of the parameter ${quoted(name)}, and ${listed(users.map(({ nickname, method }) => nickname || method))}, which answers with it, declares none of this name.`,
          related: users.map((operation) => ({
            pointer: operation.pointer,
            message: 'an operation that answers with it',
          })),
        };
      }
    }
  }
}

/** Words that stand before "parameter" and are not names. */
const notNames = new Set(
  'a an any the this that these those each every all no one two other same another first last next previous following above below new old query path form body header url uri request optional required mandatory extra additional input output single main given get post put string integer boolean date id method function command config configuration template search filter sort default corresponding respective relevant appropriate specified supplied provided its their your my our which whose named valid invalid bad wrong missing unknown of with without and or by as in api operation more custom special specific json xml http type value key'.split(
    ' ',
  ),
);

/**
 * The names of parameters that a text mentions: quoted ones, ones that look like a name in code, and plain words behind
 * "the" and before "parameter".
 */
function mentionsIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, name = ''] of text.matchAll(
    /["'`]([A-Za-z_][\w-]*)["'`] (?:query |form |header )?(?:parameter|param)\b/g,
  )) {
    found.add(name);
  }
  for (const [, name = ''] of text.matchAll(
    /\b([a-z]+(?:_[a-z]+)+|[a-z]+(?:[A-Z][a-z]+)+) (?:query |form |header )?parameter\b/g,
  )) {
    found.add(name);
  }
  for (const [, name = ''] of text.matchAll(/\b[Tt]he ([a-z]{3,}) parameter\b/g)) {
    if (!notNames.has(name)) found.add(name);
  }
  return [...found];
}

/** Whether an operation has a parameter of this name, or a property of its body has it. */
function has(operation: Operation, name: string, { graph }: Declared): boolean {
  const plain = normal(name);
  const bodies = operation.parameters
    .filter(({ paramType }) => paramType === 'body')
    .flatMap((body) => graph.modelsOf(body));
  return (
    operation.parameters.some((parameter) => normal(parameter.name) === plain) ||
    operation.path.toLowerCase().includes(`{${plain}}`) ||
    bodies.some((model) => graph.propertiesOf(model).some((one) => normal(one.name) === plain))
  );
}

const normal = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
