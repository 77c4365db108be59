import { readFileSync } from 'node:fs';

/** Reads a JSON Schema that the package carries, such as that of `state`. */
export function readSchema(name: string): object {
  const text = readFileSync(new URL(`${name}.schema.json`, import.meta.url), 'utf8');
  const schema: unknown = JSON.parse(text);
  if (typeof schema !== 'object' || schema === null) throw new Error(`${name} is not a schema`);
  return schema;
}
