import { command } from './command.ts';
import { choice, list, optional, readText } from './option.ts';
import { outputs, quiet } from './options.ts';

/** What a declaration can be written as. */
export const exportKinds = ['openapi', 'json-schema', 'types'] as const;

/** The formats of a comparison of declarations. */
export const diffFormats = ['json', 'markdown', 'text'] as const;

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
  diff: command({
    summary:
      'show what changed between two declarations, whom it breaks, and which requirements it concerns',
    argument: [
      '<files...>',
      'declarations in Swagger 1.2: the old one, then the new one; one alone is compared with the bundled one',
    ],
    options: {
      failOn: choice(
        'changes',
        'end with 1 if there are such changes',
        ['breaking', 'any', 'none'],
        'none',
      ),
      examples: list(
        'path',
        'document or folder: which of its examples each change concerns',
        readText,
        { repeats: 'one value each' },
      ),
      report: outputs(diffFormats, 'one value each'),
      quiet,
    },
    examples: [
      ['diff my-edit.json', 'what an edit of the bundled declaration changes'],
      ['diff old.json new.json --fail-on breaking', 'for a check of pull requests'],
      ['diff old.json new.json --report markdown=diff.md', 'for a comment on a pull request'],
      ['diff my-edit.json --examples docs', 'also which examples in documents it concerns'],
    ],
    exits: {
      0: 'the declarations were compared, and nothing that --fail-on names was found',
      1: 'there are changes that --fail-on names',
    },
  }),
};
