import type {
  DataType,
  SwaggerDocument,
  SwaggerModel,
  SwaggerOperation,
  SwaggerParameter,
  SwaggerProperty,
} from '../swagger/document.ts';
import { checkExportable } from './check.ts';
import { createNames, type Names, typeName } from './names.ts';

/**
 * Writes the models and the operations of a declaration as types of TypeScript: an interface for each model, and the
 * interface `Operations`, which has what each operation takes and returns by its nickname.
 * @throws SwaggerError where the declaration contradicts itself
 */
export function toTypes(declaration: SwaggerDocument): string {
  checkExportable(declaration);
  const { models, operations, basePath, apiVersion } = declaration;
  const names = createNames(models.keys(), typeName);
  return [
    `// The types of the API at ${oneLine(basePath) || '/'}, version ${oneLine(apiVersion) || 'unknown'}, made from its declaration.\n`,
    ...[...models.values()].map((model) => modelText(model, models, names)),
    operationsText(operations, names),
  ].join('\n');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

function modelText(model: SwaggerModel, models: SwaggerDocument['models'], names: Names): string {
  const { id, bases, description, properties, placeholders } = model;
  const inherits = bases.length > 0 && mayExtend(model, models, names);
  const all = inherits ? properties : effective(model, models, new Set());
  const from = inherits ? ` extends ${bases.map((base) => names.of(base)).join(', ')}` : '';
  return [
    ...comment('', [description || `The model ${id}.`, ...model.readings.map(({ text }) => text)]),
    `export interface ${names.of(id)}${from} {`,
    ...all.flatMap((property) => propertyLines(property, names)),
    ...comment('  ', [
      placeholders[0]?.description || 'Further keys, which the declaration does not name.',
    ]),
    '  readonly [key: string]: unknown;',
    '}\n',
  ].join('\n');
}

const propertyLines = (property: SwaggerProperty, names: Names): readonly string[] => [
  ...comment('  ', [property.description, ...property.readings.map(({ text }) => text)]),
  `  readonly ${keyText(property.name)}${property.required ? '' : '?'}: ${typeText(property.type, names)};`,
];

/** Its own properties, and those of its bases that it does not have itself. */
function effective(
  { properties, bases, id }: SwaggerModel,
  models: SwaggerDocument['models'],
  seen: ReadonlySet<string>,
): readonly SwaggerProperty[] {
  const inherited = bases.flatMap((base) => {
    const model = models.get(base);
    return model === undefined || seen.has(base)
      ? []
      : effective(model, models, new Set([...seen, id]));
  });
  const all = [...properties, ...inherited];
  return all.filter((one, i) => all.findIndex(({ name }) => name === one.name) === i);
}

/** Whether TypeScript permits that the model's interface extends those of its bases. */
function mayExtend(model: SwaggerModel, models: SwaggerDocument['models'], names: Names): boolean {
  const inherited = model.bases.flatMap((base) => {
    const one = models.get(base);
    return one === undefined ? [] : effective(one, models, new Set());
  });
  const kept = (property: SwaggerProperty, from: SwaggerProperty): boolean => {
    const [own, old] = [typeText(property.type, names), typeText(from.type, names)];
    const narrower = old === 'unknown' || (old === anyObject && property.type.kind === 'model');
    return (own === old || narrower) && (property.required || !from.required);
  };
  return inherited.every((from) =>
    [...model.properties, ...inherited].every((one) => one.name !== from.name || kept(one, from)),
  );
}

const anyObject = 'Readonly<Record<string, unknown>>';

function typeText({ kind, model, items, values }: DataType, names: Names): string {
  if (values !== null && values.length > 0 && kind === 'string') {
    return [...new Set(values)].map((value) => textOf(String(value))).join(' | ');
  }
  switch (kind) {
    case 'string':
    case 'boolean':
    case 'number':
      return kind;
    case 'integer':
      return 'number';
    case 'file':
      return 'string';
    case 'object':
      return anyObject;
    case 'array': {
      const item = items === null ? 'unknown' : typeText(items, names);
      return `readonly ${/^[\w$]+$/.test(item) ? item : `(${item})`}[]`;
    }
    case 'model':
      return names.of(model ?? '');
    case 'any':
    case 'void':
      return 'unknown';
  }
}

function operationsText(operations: readonly SwaggerOperation[], names: Names): string {
  const keys = createNames(
    operations.map(({ nickname }, i) => `${nickname} ${i}`),
    (key) => key.replace(/ \d+$/, ''),
  );
  return [
    '/** What each operation takes and returns. Of a success that is void, nothing may be assumed. */',
    'export interface Operations {',
    ...operations.flatMap((operation, i) =>
      operationLines(operation, keys.of(`${operation.nickname} ${i}`), names),
    ),
    '}\n',
  ].join('\n');
}

function operationLines(
  { method, path, summary, readings, parameters, success, errors }: SwaggerOperation,
  key: string,
  names: Names,
): readonly string[] {
  const body = parameters.find((one) => one.in === 'body');
  const codes = [...new Set(errors.map(({ code }) => code))].toSorted((a, b) => a - b);
  const fields = (place: SwaggerParameter['in']): string => {
    const those = parameters.filter((one) => one.in === place);
    const unique = those.filter((one, i) => those.findIndex((p) => p.name === one.name) === i);
    return unique.length === 0
      ? 'Readonly<Record<never, never>>'
      : `{ ${unique.map((one) => fieldText(one, names)).join('; ')} }`;
  };
  return [
    ...comment('  ', [summary, ...readings.map(({ text }) => text)]),
    `  readonly ${keyText(key)}: {`,
    `    readonly method: '${method}';`,
    `    readonly path: ${textOf(path)};`,
    `    readonly parameters: { readonly path: ${fields('path')}; readonly query: ${fields('query')} };`,
    `    readonly body${body?.required === true ? '' : '?'}: ${body === undefined ? 'never' : typeText(body.type, names)};`,
    `    readonly success: ${typeText(success, names)};`,
    `    /** The statuses of the errors that the declaration documents. */`,
    `    readonly errors: ${codes.length === 0 ? 'never' : codes.join(' | ')};`,
    '  };',
  ];
}

const fieldText = ({ name, type, required, several }: SwaggerParameter, names: Names): string => {
  const text = typeText(type, names);
  const listed = several ? `readonly (${text})[]` : text;
  return `readonly ${keyText(name)}${required ? '' : '?'}: ${listed}`;
};

const keyText = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : textOf(name));

/** A string of TypeScript. */
const textOf = (text: string): string =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`;

/** A comment of documentation; nothing in it can end it. */
function comment(indent: string, sentences: readonly string[]): readonly string[] {
  const words = sentences
    .filter((one) => one !== '')
    .map((one) => oneLine(one).replaceAll('*/', '*\\/').trim());
  const [only, ...more] = words;
  if (only === undefined) return [];
  if (more.length === 0) return [`${indent}/** ${only} */`];
  return [`${indent}/**`, ...words.map((one) => `${indent} * ${one}`), `${indent} */`];
}
