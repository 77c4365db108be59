// The last step of the build: copies the data that the compiled program reads to the same places below dist/. What is
// YAML becomes JSON there, which is YAML as well, and is read in a fraction of the time.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { parseYaml } from '../dist/harness/document/yaml.js';

const data = [
  'authoring/examples/examples.schema.json',
  'authoring/lint/schemas',
  'drivers/template',
  'spec/api-docs-rooms.json',
  'spec/attribution.yaml',
  'spec/clients',
  'spec/defects.yaml',
  'spec/profiles',
  'spec/requirements',
  'spec/readings',
  'mock/control/openapi.json',
  'mock/schemas',
  'selftest/consequences.json',
  'selftest/kill-matrix.json',
  'selftest/kill-matrix-clients.json',
  'selftest/measurements.json',
  'reports/report.schema.json',
  'reports/diff.schema.json',
  'reports/replay.schema.json',
  'reports/ndjson.schema.json',
];
for (const path of data) {
  if (!existsSync(path)) continue;
  mkdirSync('dist', { recursive: true });
  cpSync(path, `dist/${path}`, { recursive: true });
}
for (const name of readdirSync('dist/spec', { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.yaml')) continue;
  const path = `dist/spec/${name}`;
  writeFileSync(path, JSON.stringify(parseYaml(readFileSync(path, 'utf8'))));
}
cpSync('package.json', 'dist/package.json');
if (existsSync('dist/cli/main.js')) chmodSync('dist/cli/main.js', 0o755);
