import { addressOf, type DataType, type SwaggerDocument } from '../swagger/document.ts';
import { SwaggerError } from '../swagger/read.ts';

/**
 * Makes sure that a document can be exported: every model that it names is there, no model inherits from itself, and no
 * two operations share a request.
 * @throws SwaggerError that names up to five problems
 */
export function checkExportable(document: SwaggerDocument): void {
  const problems = [...new Set([...dangling(document), ...cyclic(document), ...doubled(document)])];
  if (problems.length === 0) return;
  const more = problems.length > 5 ? [`and ${problems.length - 5} more problems`] : [];
  throw new SwaggerError([...problems.slice(0, 5), ...more].join('\n'));
}

function dangling({ operations, models }: SwaggerDocument): readonly string[] {
  const check = (type: DataType, where: string): readonly string[] => {
    if (type.items !== null) return check(type.items, where);
    return type.kind === 'model' && !models.has(type.model ?? '')
      ? [`${where}: "${type.model}" is neither a primitive type nor a model of the declaration`]
      : [];
  };
  return [
    ...operations.flatMap((one) => [
      ...check(one.success, one.pointer ?? one.nickname),
      ...one.parameters.flatMap((p) => check(p.type, p.pointer ?? p.name)),
      ...one.errors.flatMap(({ model, pointer }) =>
        model === null || models.has(model)
          ? []
          : [`${pointer ?? one.nickname}: "${model}" is not a model of the declaration`],
      ),
    ]),
    ...[...models.values()].flatMap(({ properties, pointer, id }) =>
      properties.flatMap((p) => check(p.type, p.pointer ?? pointer ?? id)),
    ),
  ];
}

function cyclic({ models }: SwaggerDocument): readonly string[] {
  const reaches = (id: string, wanted: string, seen: ReadonlySet<string>): boolean =>
    (models.get(id)?.bases ?? []).some(
      (base) =>
        base === wanted || (!seen.has(base) && reaches(base, wanted, new Set([...seen, base]))),
    );
  return [...models.values()]
    .filter(({ id }) => reaches(id, id, new Set()))
    .map(({ id, pointer }) => `${pointer ?? id}: the model inherits from itself through subTypes`);
}

function doubled({ operations }: SwaggerDocument): readonly string[] {
  const first = new Map<string, string>();
  return operations.flatMap(({ method, path, pointer, nickname }) => {
    const address = addressOf({ method, path });
    const before = first.get(address);
    first.set(address, before ?? pointer ?? nickname);
    return before === undefined
      ? []
      : [`${pointer ?? nickname}: ${method} ${path} is already the request of ${before}`];
  });
}
