import { matrixMarkdown } from '../../reports/kill-matrix/markdown.ts';
import { catalogue, correctServers } from '../../selftest/catalogue.ts';
import {
  type Consequences,
  consequencesJson,
  mergeConsequences,
  parseConsequences,
} from '../../selftest/consequences.ts';
import { readData } from '../../selftest/data.ts';
import { detectionsJson, parseDetections } from '../../selftest/detections.ts';
import type { Detection } from '../../selftest/matrix.ts';
import { pageOf } from '../../selftest/page.ts';
import type { SelftestResult } from '../../selftest/selftest.ts';
import { cases } from '../../suites/index.ts';
import type { Register } from '../../harness/document/requirements.ts';
import { UsageError } from '../exit.ts';
import { readTextIfThere, writeFile } from '../files/files.ts';

/** The files of a checkout that --update writes. */
const paths = {
  detections: 'selftest/kill-matrix.json',
  consequences: 'selftest/consequences.json',
  page: 'docs/kill-matrix.md',
} as const;

/** What earlier self-tests found. */
export interface SelftestRecord {
  readonly detections: readonly Detection[];
  readonly consequences: Consequences;
}

/** Reads the record: that of the checkout which is to be updated, or the one that the package carries. */
export function readRecord(update: boolean): SelftestRecord {
  const read = update ? readCheckout : readData;
  return {
    detections: parseDetections(read('kill-matrix.json'), cases),
    consequences: parseConsequences(read('consequences.json')),
  };
}

function readCheckout(name: 'kill-matrix.json' | 'consequences.json'): unknown {
  const text = readTextIfThere(`selftest/${name}`, 'the record of the self-test');
  if (text !== null) return JSON.parse(text);
  throw new UsageError(
    `--update must be run in the root of a checkout of the repository: selftest/${name} was not found here`,
  );
}

/** Writes what a run found into the checkout. @returns what to tell about it */
export function writeRecord(
  { matrix, detections }: SelftestResult,
  before: SelftestRecord,
  register: Register,
): string {
  const { faults, full } = matrix;
  const consequences = mergeConsequences(before.consequences, faults, catalogue, full);
  const known = catalogue.map((fault) => ({
    ...fault,
    consequences: consequences[fault.id] ?? [],
  }));
  const page = pageOf(detections, { faults: known, correct: correctServers }, cases);
  writeFile(paths.detections, detectionsJson(detections), 'the record');
  writeFile(paths.consequences, consequencesJson(consequences), 'the record');
  writeFile(paths.page, matrixMarkdown(page, register), 'the page');
  return `wrote ${Object.values(paths).join(', ')}; review the diff\n`;
}
