import { command } from './command.ts';
import { choice, optional, readText } from './option.ts';

/** What a declaration can be written as. */
export const exportKinds = ['openapi', 'json-schema', 'types'] as const;

/** The commands for people who write declarations. */
export const declarations = {
  export: command({
    summary: 'write a declaration as OpenAPI 3.1, as JSON Schema or as types of TypeScript',
    argument: ['<kind>', `what to write: ${exportKinds.join(', ')}`],
    second: ['[file]', 'declaration in Swagger 1.2 (default: the bundled one)'],
    options: {
      format: choice(
        'format',
        'how the document is written; types have no format',
        ['json', 'yaml'],
        'json',
      ),
      readings: choice(
        'which',
        'whether passages that say less than they mean are read as the suite reads them',
        ['suite', 'none'],
        'suite',
      ),
      model: optional(
        'id',
        'json-schema: the model that the schema is of',
        readText,
        'all models, below $defs',
      ),
      output: optional('file', 'file to write', readText, 'standard output'),
    },
    examples: [
      ['export openapi', 'the bundled declaration as OpenAPI 3.1'],
      [
        'export openapi my-api.json --format yaml --output my-api.yaml',
        'your declaration, as YAML',
      ],
      ['export openapi --readings none', 'only what the declaration says by its letter'],
      ['export json-schema --model RoomInfo', 'the schema of one model'],
      ['export types --output rooms.ts', 'types for a client in TypeScript'],
    ],
    exits: { 0: 'the document was written' },
  }),
};
