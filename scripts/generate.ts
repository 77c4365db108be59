// Writes harness/document/ids.ts: the ids and arguments that cases may use, so that a typo does not compile.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { generateIds } from './generate-ids.ts';

const textsIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .toSorted()
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
const [yaml, clients] = [textsIn('spec/requirements'), textsIn('spec/clients')];
const readings = readdirSync('spec/readings').map((name) => name.replace(/\.md$/, ''));
const declaration: unknown = JSON.parse(readFileSync('spec/api-docs-rooms.json', 'utf8'));
writeFileSync(
  'harness/document/ids.ts',
  generateIds(yaml, clients, readings.toSorted(), declaration),
);
