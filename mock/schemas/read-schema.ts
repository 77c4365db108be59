import { isObject, type JsonObject } from '../../harness/document/json.ts';
import { readBundled } from '../documents/files.ts';

/** Reads the published JSON Schema of a kind of document that the mock takes. */
export function readSchema(name: 'rules' | 'state' | 'verify' | 'world'): JsonObject {
  const schema: unknown = JSON.parse(readBundled(`mock/schemas/${name}.schema.json`));
  if (!isObject(schema)) throw new RangeError(`${name} is not a schema`);
  return schema;
}
