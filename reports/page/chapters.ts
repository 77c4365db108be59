import type {
  Declaration,
  JsonPointer,
  Model,
  Operation,
  Property,
} from '../../harness/document/declaration.ts';

/** A part of a chapter: a sentence, a parameter, a property, an error. */
export interface Place {
  /** Where it stands, and other pointers that have no place of their own. */
  readonly pointers: readonly JsonPointer[];
  /** What it is, in our words; what it is called, in the declaration's. */
  readonly label: string;
  readonly name: string | null;
  /** What the declaration says about it in single words, such as its type. */
  readonly facts: readonly string[];
  /** What the declaration says about it in sentences. */
  readonly words: string | null;
  /** The model that it leads to. */
  readonly model: string | null;
  /** The model and its properties, where they are shown along with it. */
  readonly inside: readonly Place[];
}

/** A part of the declaration with an address of its own. */
export interface Chapter {
  /** A nickname, `models`, `document` or `conventions`. */
  readonly key: string;
  readonly title: string;
  /** Method and path of an operation; null for every other chapter. */
  readonly endpoint: string | null;
  readonly kind: 'operation' | 'models' | 'document' | 'conventions';
  readonly places: readonly Place[];
}

const place = (pointer: JsonPointer, label: string, more: Partial<Place> = {}): Place => ({
  pointers: [pointer],
  label,
  name: null,
  facts: [],
  words: null,
  model: null,
  inside: [],
  ...more,
});

type Models = ReadonlyMap<string, readonly Place[]>;

/** The declaration as a reader goes through it: operations, models, the document's own members. */
export function chaptersOf({ operations, models, raw }: Declaration): readonly Chapter[] {
  const modelPlaces = new Map([...models].map(([id, model]) => [id, placesOfModel(model)]));
  const other = { endpoint: null, places: [] };
  return [
    ...operations.map((operation) => operationChapter(operation, modelPlaces)),
    {
      ...other,
      key: 'models',
      title: 'Models',
      kind: 'models',
      places: [...modelPlaces.values()].flat(),
    },
    {
      ...other,
      key: 'document',
      title: 'Document',
      kind: 'document',
      places: [...memberPlaces(raw), place('', 'whole document', { pointers: ['', '/models'] })],
    },
    { ...other, key: 'conventions', title: 'Conventions', kind: 'conventions' },
  ];
}

function operationChapter(operation: Operation, models: Models): Chapter {
  const { nickname, method, path, pointer: at, success, parameters } = operation;
  const above = at.replace(/\/operations\/\d+$/, '');
  const leads = (model: string | null): Partial<Place> =>
    model === null ? {} : { model, inside: models.get(model) ?? [] };
  const names = parameters.map(({ name }) => name);
  return {
    key: nickname,
    title: nickname,
    endpoint: `${method} ${path}`,
    kind: 'operation',
    places: [
      place('', 'method', {
        pointers: [`${at}/method`, `${at}/nickname`, `${above}/path`],
        name: method,
      }),
      place(`${at}/summary`, 'summary', { words: operation.summary }),
      place(`${at}/notes`, 'notes', { words: operation.notes }),
      ...(operation.consumes.length === 0
        ? []
        : [place(`${at}/consumes`, 'consumes', { facts: operation.consumes })]),
      place(`${at}/parameters`, 'parameters', { facts: [`only ${names.join(', ')}`] }),
      ...parameters.map(({ pointer, name, in: where, type, required, description }) =>
        place(pointer, 'parameter', {
          name,
          facts: [`in the ${where}`, type, requiredWords(required)],
          words: description,
          ...leads(models.has(type) ? type : null),
        }),
      ),
      place('', 'response', {
        pointers: [`${at}/type`, `${at}/items`],
        facts: [typeWords(success.kind, success.kind === 'void' ? null : success.model)],
        ...leads(success.kind === 'void' ? null : success.model),
      }),
      ...operation.responseMessages.map(({ pointer, code, message }) =>
        place(pointer, 'error', { name: String(code), words: message }),
      ),
      place('', 'whole operation', { pointers: [at, above] }),
    ],
  };
}

const placesOfModel = ({ id, pointer, subTypes, properties, placeholders }: Model) => [
  place(pointer, 'model', {
    name: id,
    facts: subTypes.length === 0 ? [] : [`base of ${subTypes.join(', ')}`],
  }),
  ...[...placeholders, ...properties].map(propertyPlace),
];

function propertyPlace(property: Property): Place {
  const { name, type, model, values, required, description, inheritedFrom, pointer } = property;
  return place(pointer, 'property', {
    name,
    facts: [
      typeWords(type, model),
      ...(values === null ? [] : [`one of ${values.join(', ')}`]),
      requiredWords(required),
      ...(inheritedFrom === null ? [] : [`from ${inheritedFrom}`]),
    ],
    words: description === '' ? null : description,
    model,
  });
}

const requiredWords = (required: boolean): string => (required ? 'required' : 'not required');

const typeWords = (type: string, model: string | null): string =>
  model === null ? type : type === 'array' ? `array of ${model}` : model;

/** The members of the document beside its models, each as it stands. */
const memberPlaces = (raw: Declaration['raw']): readonly Place[] =>
  Object.entries(raw)
    .filter(([key]) => key !== 'models')
    .map(([key, value]) =>
      place(`/${key}`, key, {
        facts: [
          key === 'apis'
            ? 'its operations'
            : typeof value === 'string'
              ? value
              : JSON.stringify(value),
        ],
      }),
    );
