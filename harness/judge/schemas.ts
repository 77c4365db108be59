import type { Declaration, Model, Property } from '../document/declaration.ts';

/** A JSON Schema with a `pointer` to the location in the declaration that it stands for. */
export type Schema = Readonly<Record<string, unknown>>;

/**

 * Keys that answers must have although the models do not say so by the letter (DEF-01, DEF-04, DEF-10, DEF-17).
 */
const requiredInAnswers: Readonly<Record<string, readonly string[]>> = {
  Topic: ['topic'],
  Member: ['membership'],
  MessageEvent: ['content'],
  MemberEvent: ['content'],
};

/** A banned user's membership has no other name, though the enum forgets it (DEF-01). */
const moreValues: Readonly<Record<string, readonly string[]>> = {
  '/models/Member/properties/membership': ['ban'],
};

/**
 * Writes the schema of a model's body, for answers or for requests. `pointer` stands for the whole object.
 * @param optional keys that may be missing although the model says that they are required
 */
export function schemaOf(
  declaration: Declaration,
  id: string,
  side: 'answer' | 'request',
  pointer: string,
  optional: readonly string[] = [],
): Schema {
  const model = declaration.models.get(id);
  if (model === undefined) throw new RangeError(`the declaration has no model ${id}`);
  const alsoRequired = side === 'answer' ? (requiredInAnswers[id] ?? []) : [];
  const plain: Schema = {
    type: 'object',
    pointer,
    properties: Object.fromEntries(
      model.properties.map((p) => [p.name, propertySchema(declaration, p, side, optional)]),
    ),
    required: [
      ...model.properties
        .filter((p) => p.required && !optional.includes(p.name))
        .map((p) => p.name),
      ...alsoRequired,
    ],
  };
  return side === 'request' ? plain : withReadings(declaration, model, plain);
}

function propertySchema(
  declaration: Declaration,
  property: Property,
  side: 'answer' | 'request',
  optional: readonly string[],
): Schema {
  const { pointer } = property;
  switch (property.type) {
    case 'string': {
      const more = side === 'answer' ? (moreValues[pointer] ?? []) : [];
      const values = property.values === null ? {} : { enum: [...property.values, ...more] };
      return { type: 'string', pointer, ...values };
    }
    case 'integer':
      return { type: 'integer', pointer };
    case 'array':
      return {
        type: 'array',
        pointer,
        items:
          property.model === null
            ? {}
            : schemaOf(declaration, property.model, side, pointer, optional),
      };
    case 'model':
      // Only a message's content is a Message, whatever MessageEvent says (DEF-17).
      return property.model === 'Message' && side === 'answer'
        ? { type: 'object', pointer }
        : schemaOf(declaration, property.model ?? '', side, pointer, optional);
    case 'any':
      return {};
  }
}

function withReadings(declaration: Declaration, model: Model, plain: Schema): Schema {
  switch (model.id) {
    case 'MessageEvent':
      return {
        ...plain,
        if: { required: ['type'], properties: { type: { const: 'm.room.message' } } },
        // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
        then: {
          properties: {
            content: schemaOf(
              declaration,
              'Message',
              'answer',
              `${model.pointer}/properties/content`,
            ),
          },
        },
      };
    // The bases whose subTypes forget the member models (DEF-04).
    case 'MemberEvent':
      return { allOf: [plain, inheritedFrom(declaration, 'Event', model.pointer, true)] };
    case 'MemberPaginationChunk':
      return {
        allOf: [plain, inheritedFrom(declaration, 'PaginationChunk', model.pointer, false)],
      };
    default:
      return plain;
  }
}

function inheritedFrom(
  declaration: Declaration,
  base: string,
  pointer: string,
  required: boolean,
): Schema {
  const names = (declaration.models.get(base)?.properties ?? []).map((p) => p.name);
  return {
    pointer,
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string', pointer }])),
    ...(required ? { required: names } : {}),
  };
}
