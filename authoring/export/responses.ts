import type { DocumentedError, SwaggerDocument, SwaggerOperation } from '../swagger/document.ts';
import { readingsOf, type Schema, type SchemaStyle, typeSchema } from './schema.ts';

/** The responses of an operation, by status. */
export function responsesOf(
  document: SwaggerDocument,
  operation: SwaggerOperation,
  style: SchemaStyle,
): Schema {
  const codes = [...new Set(operation.errors.map(({ code }) => code))].toSorted((a, b) => a - b);
  const isSuccess = (code: number): boolean => code >= 200 && code < 300;
  const successes = codes.filter(isSuccess);
  return Object.fromEntries([
    ...(successes.length === 0 ? [200] : successes).map((code) => [
      String(code),
      success(operation, causesOf(operation, code), style),
    ]),
    ...codes
      .filter((code) => !isSuccess(code))
      .map((code) => [
        String(code),
        refusal(document, operation, causesOf(operation, code), style),
      ]),
    ...(document.errorModel === null
      ? []
      : [['4XX', { $ref: `#/components/responses/${otherRefusal}` }]]),
  ]);
}

const modelReference = (id: string, { prefix, names }: SchemaStyle): Schema => ({
  $ref: prefix + names.of(id),
});

const causesOf = ({ errors }: SwaggerOperation, wanted: number): readonly DocumentedError[] =>
  errors.filter(({ code }) => code === wanted);

function success(
  { success: type, produces }: SwaggerOperation,
  causes: readonly DocumentedError[],
  style: SchemaStyle,
): Schema {
  const words = causes.map(({ message }) => message).join(' ');
  const model = causes.find((one) => one.model !== null)?.model ?? null;
  if (model === null && type.kind === 'void')
    return { description: words || 'Success. The declaration says that it returns nothing.' };
  const schema = model === null ? typeSchema(type, style) : modelReference(model, style);
  return { description: words || 'Success.', content: contentOf(produces, { schema }) };
}

/** A status that the declaration documents: each of its causes is an example. */
function refusal(
  { errorModel }: SwaggerDocument,
  { produces }: SwaggerOperation,
  causes: readonly DocumentedError[],
  style: SchemaStyle,
): Schema {
  const models = [...new Set(causes.flatMap(({ model }) => model ?? errorModel?.model ?? []))].map(
    (id): Schema => ({ $ref: style.prefix + style.names.of(id) }),
  );
  const [only, ...more] = models;
  const schema = more.length === 0 ? only : { anyOf: models };
  const examples = examplesOf(causes, (cause) =>
    cause.model === null && errorModel !== null ? { value: errorModel.exampleOf(cause) } : {},
  );
  const messages = causes.map(({ message }) => message);
  return {
    description:
      messages.length > 1 ? messages.map((one) => `- ${one}`).join('\n') : (messages[0] ?? ''),
    content: contentOf(produces, { ...(schema === undefined ? {} : { schema }), examples }),
  };
}

function examplesOf(
  causes: readonly DocumentedError[],
  valueOf: (cause: DocumentedError) => Schema,
): Schema {
  const taken = new Map<string, number>();
  return Object.fromEntries(
    causes.map((cause) => {
      const name = slug(cause.message);
      const number = (taken.get(name) ?? 0) + 1;
      taken.set(name, number);
      const example = {
        summary: cause.message,
        ...valueOf(cause),
        'x-pointer': cause.pointer,
      };
      return [number === 1 ? name : `${name}-${number}`, example];
    }),
  );
}

/** The words of a cause as the name of its example: `bad-membership-value`. */
const slug = (message: string): string =>
  message
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '') || 'cause';

const otherRefusal = 'OtherRefusal';

/** The responses that several operations share. */
export function sharedResponses(
  { errorModel, readings }: SwaggerDocument,
  style: SchemaStyle,
): Schema {
  if (errorModel === null) return {};
  const schema = { $ref: style.prefix + style.names.of(errorModel.model) };
  return {
    [otherRefusal]: {
      description:
        'Any other refusal, such as of a missing token or of a room that does not exist. The declaration does not document it (DEF-22).',
      content: contentOf([], { schema }),
      ...readingsOf(readings.filter(({ id }) => id === 'error-object')),
    },
  };
}

/** The same content for each of the content types. */
const contentOf = (types: readonly string[], content: Schema): Schema =>
  Object.fromEntries(
    (types.length === 0 ? ['application/json'] : [...new Set(types)]).map((type) => [
      type,
      content,
    ]),
  );
