import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import { isObject } from '../../harness/document/json.ts';

const require = createRequire(import.meta.url);

/** The schema of HAR 1.2, compiled. */
export function compileHar(): ValidateFunction {
  const har6 = new Ajv({
    strict: false,
    formats: {
      uri: (uri: string) => URL.canParse(uri),
      'date-time': (date: string) => new Date(date).toISOString() === date,
      ipv4: true,
      ipv6: true,
    },
  });
  har6.addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json'));
  const schemas: unknown = require('har-schema');
  if (!isObject(schemas)) throw new Error('har-schema has no schemas');
  const { har, ...parts } = schemas;
  har6.addSchema(Object.values(parts).filter(isObject));
  return har6.compile(isObject(har) ? har : false);
}
