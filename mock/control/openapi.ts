import { readBundled } from '../documents/files.ts';
import { isObject, type JsonObject } from '../../harness/document/json.ts';
import { readSchema } from '../schemas/read-schema.ts';

/** The documents that the API takes, by the name that the OpenAPI document has for each. */
const documents = { State: 'state', Rules: 'rules', Verify: 'verify', NewWorld: 'world' } as const;

let made: JsonObject | null = null;

/** The OpenAPI 3.1 document of the control API, with the published schemas of the documents that it takes. */
export function openApiDocument(): JsonObject {
  return (made ??= compose());
}

function compose(): JsonObject {
  const document: unknown = JSON.parse(readBundled('mock/control/openapi.json'));
  if (!isObject(document) || !isObject(document['components'])) return {};
  const { components } = document;
  const schemas = isObject(components['schemas']) ? components['schemas'] : {};
  const taken = Object.entries(documents).map(([name, file]) => [name, readSchema(file)] as const);
  return {
    ...document,
    components: { ...components, schemas: { ...schemas, ...Object.fromEntries(taken) } },
  };
}
