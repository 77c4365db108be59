import type { JsonPointer } from '../../harness/document/declaration.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import {
  isArray,
  isObject,
  type JsonObject,
  objectsAt,
  stringAt,
} from '../../harness/document/json.ts';
import type { ReportRequirement } from '../report.ts';

/** Something that a reader of the declaration comes by: a sentence, a parameter, a property, an error. */
export interface Place {
  /** Where it stands, and what else stands there that is not shown apart. */
  readonly pointers: readonly JsonPointer[];
  /** What it is, in our words; what it is called, in the declaration's. */
  readonly label: string;
  readonly name: string | null;
  /** What the declaration says of it in single words. */
  readonly facts: readonly string[];
  /** What it says in sentences. */
  readonly words: string | null;
  /** The model that it leads to. */
  readonly model: string | null;
  /** The properties of that model, where they are shown along with it. */
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

/** The declaration as a reader goes through it: its operations, its models, what is said of all of it. */
export function readChapters(raw: unknown): readonly Chapter[] {
  const document = isObject(raw) ? raw : {};
  const models = modelsOf(document);
  const operations = objectsAt(document, 'apis').flatMap((api, i) =>
    objectsAt(api, 'operations').map((operation, j) =>
      operationChapter(api, operation, `/apis/${i}`, j, models),
    ),
  );
  return [
    ...operations,
    {
      key: 'models',
      title: 'Models',
      endpoint: null,
      kind: 'models',
      places: [...models.values()].flat(),
    },
    {
      key: 'document',
      title: 'The document as a whole',
      endpoint: null,
      kind: 'document',
      places: documentPlaces(document),
    },
    {
      key: 'conventions',
      title: 'What no place in it says',
      endpoint: null,
      kind: 'conventions',
      places: [],
    },
  ];
}

function operationChapter(
  api: JsonObject,
  operation: JsonObject,
  above: JsonPointer,
  index: number,
  models: Models,
): Chapter {
  const at = `${above}/operations/${index}`;
  const nickname = stringAt(operation, 'nickname');
  const sentence = (key: string): Place =>
    place(`${at}/${key}`, key, { words: stringAt(operation, key) });
  return {
    key: nickname,
    title: nickname,
    endpoint: `${stringAt(operation, 'method')} ${stringAt(api, 'path')}`,
    kind: 'operation',
    places: [
      {
        ...place(`${at}/method`, 'method', { name: stringAt(operation, 'method') }),
        pointers: [`${at}/method`, `${at}/nickname`, `${above}/path`],
      },
      sentence('summary'),
      sentence('notes'),
      ...(isArray(operation['consumes'])
        ? [place(`${at}/consumes`, 'consumes', { facts: operation['consumes'].map(String) })]
        : []),
      ...parameterPlaces(operation, at, models),
      answerPlace(operation, at, models),
      ...objectsAt(operation, 'responseMessages').map((error, k) =>
        place(`${at}/responseMessages/${k}`, 'error', {
          name: String(error['code']),
          words: stringAt(error, 'message'),
        }),
      ),
      { ...place(at, 'the operation as a whole'), pointers: [at, above] },
    ],
  };
}

const parameterPlaces = (
  operation: JsonObject,
  at: JsonPointer,
  models: Models,
): readonly Place[] => {
  const parameters = objectsAt(operation, 'parameters');
  const names = parameters.map((parameter) => stringAt(parameter, 'name'));
  return [
    place(`${at}/parameters`, 'parameters', { facts: [`${names.join(', ')} and no others`] }),
    ...parameters.map((parameter, k) => {
      const type = stringAt(parameter, 'type');
      return place(`${at}/parameters/${k}`, 'parameter', {
        name: stringAt(parameter, 'name'),
        facts: [
          `in the ${stringAt(parameter, 'paramType')}`,
          type,
          parameter['required'] === true ? 'required' : 'optional',
        ],
        words: stringAt(parameter, 'description'),
        model: models.has(type) ? type : null,
        inside: models.get(type) ?? [],
      });
    }),
  ];
};

function answerPlace(operation: JsonObject, at: JsonPointer, models: Models): Place {
  const { type, model } = typeOf(operation, models);
  return {
    ...place(`${at}/type`, 'answer', {
      facts: [type],
      model,
      inside: model === null ? [] : (models.get(model) ?? []),
    }),
    pointers: [`${at}/type`, `${at}/items`],
  };
}

function typeOf(value: JsonObject, models: ReadonlyMap<string, unknown>): TypeWords {
  const type = stringAt(value, 'type') || stringAt(value, '$ref');
  const items = value['items'];
  const item = isObject(items) ? stringAt(items, '$ref') || stringAt(items, 'type') : '';
  const leads = item === '' ? type : item;
  return {
    type: item === '' ? type : `array of ${item}`,
    model: models.has(leads) ? leads : null,
  };
}

interface TypeWords {
  readonly type: string;
  readonly model: string | null;
}

/** The places of every model by its name: the model, its own properties, then those of its bases. */
type Models = ReadonlyMap<string, readonly Place[]>;

function modelsOf(document: JsonObject): Models {
  const raw = document['models'];
  const models = new Map(
    Object.entries(isObject(raw) ? raw : {}).filter((entry): entry is [string, JsonObject] =>
      isObject(entry[1]),
    ),
  );
  const basesOf = (id: string): readonly string[] =>
    [...models].flatMap(([base, model]) => {
      const subTypes = model['subTypes'];
      return isArray(subTypes) && subTypes.includes(id) ? [base, ...basesOf(base)] : [];
    });
  return new Map(
    [...models].map(([id, model]) => [
      id,
      [
        modelPlace(id, model),
        ...propertyPlaces(id, model, models),
        ...basesOf(id).flatMap((base) =>
          propertyPlaces(base, models.get(base) ?? {}, models, `from ${base}`),
        ),
      ],
    ]),
  );
}

function modelPlace(id: string, model: JsonObject): Place {
  const subTypes = model['subTypes'];
  return place(`/models/${id}`, 'model', {
    name: id,
    facts: isArray(subTypes) ? [`base of ${subTypes.map(String).join(', ')}`] : [],
  });
}

function propertyPlaces(
  id: string,
  model: JsonObject,
  models: ReadonlyMap<string, unknown>,
  origin?: string,
): readonly Place[] {
  const properties = model['properties'];
  return Object.entries(isObject(properties) ? properties : {}).map(([name, value]) => {
    const property = isObject(value) ? value : {};
    const { type, model: leads } = typeOf(property, models);
    const values = property['enum'];
    const required = property['required'];
    return place(`/models/${id}/properties/${name}`, 'property', {
      name,
      facts: [
        ...(type === '' ? [] : [type]),
        ...(isArray(values) ? [`one of ${values.map(String).join(', ')}`] : []),
        ...(typeof required === 'boolean' ? [required ? 'required' : 'optional'] : []),
        ...(origin === undefined ? [] : [origin]),
      ],
      words: stringAt(property, 'description') || null,
      model: leads,
    });
  });
}

/** What stands beside operations and models; whatever is nowhere else is about all of it. */
const documentPlaces = (document: JsonObject): readonly Place[] => [
  ...Object.entries(document)
    .filter(([key]) => key !== 'models')
    .map(([key, value]) =>
      place(`/${key}`, key, {
        facts: key === 'apis' ? ['its operations'] : [factOf(value)],
      }),
    ),
  { ...place('', 'everything'), pointers: ['', '/models'] },
];

const factOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** What the register says, in its places. */
export interface Placed {
  /** The requirements of a place, also of what stands below it and is not shown apart. */
  at(place: Place): readonly ReportRequirement[];
  /** The chapter that a requirement belongs to, every one to one. */
  chapterOf(id: RequirementId): Chapter | null;
  of(chapter: Chapter): readonly ReportRequirement[];
}

/** Puts every requirement beside the nearest place that is shown, at its pointer or above it. */
export function putInPlaces(
  chapters: readonly Chapter[],
  requirements: readonly ReportRequirement[],
): Placed {
  const shown = new Map(
    chapters.flatMap((chapter) =>
      chapter.places.flatMap((entry) => entry.pointers.map((p) => [p, chapter] as const)),
    ),
  );
  const nearest = (pointer: JsonPointer): JsonPointer =>
    shown.has(pointer) ? pointer : nearest(pointer.slice(0, pointer.lastIndexOf('/')));
  const homes = new Map(requirements.map((r) => [r.id, r.pointer && nearest(r.pointer)]));
  // The register names its entries for what they are about, also where the words stand in a model.
  const named = new Map<string, Chapter>();
  for (const { id } of requirements) {
    const chapter = shown.get(homes.get(id) ?? '');
    if (homes.get(id) !== null && chapter?.kind === 'operation') named.set(prefixOf(id), chapter);
  }
  const last = chapters.find((chapter) => chapter.kind === 'conventions') ?? null;
  const chapterOf = ({ id, pointer }: ReportRequirement): Chapter | null => {
    if (pointer === null) return named.get(prefixOf(id)) ?? last;
    const chapter = shown.get(homes.get(id) ?? '') ?? null;
    return chapter?.kind === 'operation' ? chapter : (named.get(prefixOf(id)) ?? chapter);
  };
  const chapterIds = new Map(requirements.map((r) => [r.id, chapterOf(r)]));
  return {
    at: ({ pointers }) =>
      requirements.filter((r) => pointers.some((pointer) => homes.get(r.id) === pointer)),
    chapterOf: (id) => chapterIds.get(id) ?? null,
    of: (chapter) => requirements.filter((r) => chapterIds.get(r.id) === chapter),
  };
}

const prefixOf = (id: RequirementId): string => id.replace(/-\d+$/, '');
