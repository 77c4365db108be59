import type { JsonPointer } from '../../harness/document/declaration.ts';
import { leaves } from '../../harness/document/pointer.ts';
import {
  addressOf,
  namesIn,
  type Reading,
  type SwaggerDocument,
  type SwaggerOperation,
  type SwaggerParameter,
} from '../swagger/document.ts';
import { valueAt } from '../swagger/pointers.ts';
import { typeOfKind } from '../swagger/read-type.ts';

/** A form of an operation that only prose declares. */
interface Form {
  readonly method: SwaggerOperation['method'];
  readonly path: string;
  readonly nickname: string;
  readonly reading: Reading;
}

/**
 * Adds the forms of operations that stand in prose alone: "This operation can also be done as a PUT by suffixing
 * /{txnId}." and "The state key can be omitted, such that you can PUT to /rooms/{roomId}/state/{eventType}." A form
 * whose method and path are declared anyway is left out.
 */
export function withForms(document: SwaggerDocument): SwaggerDocument {
  const taken = new Set(document.operations.map(addressOf));
  const operations = document.operations.flatMap((operation) => {
    const forms = formsOf(document, operation).filter((form) => !taken.has(addressOf(form)));
    for (const form of forms) taken.add(addressOf(form));
    return [operation, ...forms.map((form) => operationOf(operation, form))];
  });
  return { ...document, operations };
}

const suffixed =
  /This operation can also be done as an? (GET|PUT|POST|DELETE|PATCH) by suffixing \/\{(\w+)\}\./;
const omitted =
  /\b[Tt]he ([\w ]+?) can be omitted, such that you can (GET|PUT|POST|DELETE|PATCH) to (\/[^\s.]+)\./;

function formsOf({ raw }: SwaggerDocument, operation: SwaggerOperation): readonly Form[] {
  return proseOf(raw, operation.pointer).flatMap(({ pointer, text }): readonly Form[] => {
    const [long, short] = [suffixed.exec(text), omitted.exec(text)];
    return [
      ...(long === null ? [] : [suffixedForm(operation, long, pointer)]),
      ...(short === null ? [] : omittedForms(operation, short, pointer)),
    ];
  });
}

/** The texts of an operation and of its parameters. */
function proseOf(
  raw: unknown,
  at: JsonPointer | null,
): readonly { readonly pointer: JsonPointer; readonly text: string }[] {
  const operation = at === null ? undefined : valueAt(raw, at);
  if (operation === undefined) return [];
  return leaves({ pointer: at ?? '', key: '', value: operation }).flatMap(
    ({ pointer, key, value }) =>
      (key === 'notes' || key === 'description') && typeof value === 'string'
        ? [{ pointer, text: value.replaceAll(/\s+/g, ' ') }]
        : [],
  );
}

function suffixedForm(
  { nickname, path }: SwaggerOperation,
  [quote, method = '', name = '']: RegExpExecArray,
  pointer: JsonPointer,
): Form {
  return {
    method: methodOf(method),
    path: `${path}/{${name}}`,
    nickname: `${nickname}_with_${snake(name)}`,
    reading: {
      id: `${method.toLowerCase()}-with-${snake(name).replaceAll('_', '-')}`,
      defect: 'DEF-18',
      pointer,
      quote,
      text: `The same operation as a ${method} that ends with ${name}.`,
    },
  };
}

/** A path without its last template, as the sentence spells it out. */
function omittedForms(
  { nickname, path }: SwaggerOperation,
  [quote, , method = '', short = '']: RegExpExecArray,
  pointer: JsonPointer,
): readonly Form[] {
  const [name] = namesIn(path.slice(short.length));
  if (name === undefined || path !== `${short}/{${name}}`) return [];
  return [
    {
      method: methodOf(method),
      path: short,
      nickname: `${nickname}_without_${snake(name)}`,
      reading: {
        id: `without-${snake(name).replaceAll('_', '-')}`,
        defect: 'DEF-19',
        pointer,
        quote,
        text: `The same operation without ${name}, although a parameter of a path is always required.`,
      },
    },
  ];
}

function operationOf(
  operation: SwaggerOperation,
  { method, path, nickname, reading }: Form,
): SwaggerOperation {
  const names = namesIn(path);
  const declared = operation.parameters.filter(
    (one) => one.in !== 'path' || names.includes(one.name),
  );
  const added = names
    .filter((name) => !declared.some((one) => one.in === 'path' && one.name === name))
    .map((name): SwaggerParameter => ({
      name,
      in: 'path',
      type: typeOfKind('string'),
      required: true,
      description:
        'An id that the client chooses for this request. The same request sent again with the same id takes effect once.',
      several: false,
      pointer: null,
      readings: [reading],
    }));
  return {
    ...operation,
    method,
    path,
    nickname,
    parameters: [...declared, ...added],
    formOf: operation.nickname,
    readings: [...operation.readings, reading],
  };
}

const methodOf = (word: string): SwaggerOperation['method'] =>
  word === 'GET' || word === 'POST' || word === 'DELETE' || word === 'PATCH' ? word : 'PUT';

/** `txnId` as `txn_id`. */
const snake = (name: string): string =>
  name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
