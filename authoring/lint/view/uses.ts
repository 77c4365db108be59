import type { ApiDeclaration, TypeUse } from '../../source/swagger.ts';

/** Every place of a declaration that says what a value may be: results, parameters, properties, and items of each. */
export const usesOf = (api: ApiDeclaration): readonly TypeUse[] =>
  [
    ...api.operations.flatMap(({ result, parameters }) => [result, ...parameters]),
    ...[...api.models.values()].flatMap(({ properties }) => properties),
  ].flatMap((use) => (use.items === null ? [use] : [use, use.items]));
