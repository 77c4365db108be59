import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { loadSpec } from '../document/load.ts';
import { optionalKeysOf, profileNames } from '../document/profile.ts';
import { schemaOf } from './schemas.ts';

// The judge compiles its schemas without this.
it('the schemas of all models are right by the schema of schemas', () => {
  const ajv = new Ajv({ strict: false });
  for (const name of ['none', ...profileNames] as const) {
    const { declaration, profile } = loadSpec(name);
    for (const id of declaration.models.keys())
      for (const side of ['answer', 'request'] as const) {
        const schema = schemaOf(declaration, id, side, `/models/${id}`, optionalKeysOf(profile));
        expect([id, ajv.validateSchema(schema), ajv.errors]).toEqual([id, true, null]);
      }
  }
});
