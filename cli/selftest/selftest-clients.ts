import { availableParallelism } from 'node:os';
import { loadSpec } from '../../harness/document/load.ts';
import {
  clientMatrixJson,
  clientMatrixText,
  clientMatrixVerdict,
  clientPageMarkdown,
} from '../../reports/kill-matrix/clients.ts';
import { unpainted } from '../../reports/paint.ts';
import {
  type PlayedClient,
  rightCatalogue,
  wrongCatalogue,
} from '../../selftest/clients/catalogue.ts';
import {
  detectionsJson,
  mergeDetections,
  parseDetections,
} from '../../selftest/clients/detections.ts';
import { plain } from '../../reports/plain.ts';
import {
  type ClientDetection,
  type ClientMatrix,
  type ClientResult,
  isGood,
  resultOf,
} from '../../selftest/clients/matrix.ts';
import { selftestClients } from '../../selftest/clients/selftest.ts';
import { readData } from '../../selftest/data.ts';
import { scenarios } from '../../suites/clients/index.ts';
import { exit, type ExitCode, UsageError } from '../exit.ts';
import { readTextIfThere, writeFile } from '../files/files.ts';
import type { Given } from '../options/parse.ts';
import { prepareOutputs, show, writeOutputs } from '../options/outputs.ts';
import type { ProcessContext } from '../process/process-context.ts';

/** The files of a checkout that --update writes. */
const paths = {
  detections: 'selftest/kill-matrix-clients.json',
  page: 'docs/kill-matrix-clients.md',
} as const;

/** A client plays every row that names it, and one of so many other scenarios, unless it plays all. */
const share = 4;

/** Judges the scenarios for clients by clients that are known to be right or to have one thing wrong. */
export async function selftestClientsCommand(
  { values }: Given<'selftest'>,
  context: ProcessContext,
): Promise<ExitCode> {
  const { only, full, jobs, quiet, update, report: outputs } = values;
  if (values.case.length > 0) {
    throw new UsageError('--case names cases of servers; with --clients, use --only alone');
  }
  const clients = chooseClients(only);
  const recorded = readRecord(update);
  prepareOutputs(outputs);
  const matrix = await selftestClients({
    clients,
    scenarios,
    recorded,
    share: full ? { right: 1, wrong: 1 } : { right: share, wrong: share },
    jobs: jobs ?? availableParallelism() * 2,
    signal: context.interrupted,
    onClient(observation) {
      if (!quiet) context.note(lineOf(resultOf(observation)));
    },
  });
  const text = quiet ? clientMatrixVerdict : clientMatrixText;
  show((paint) => text(matrix, paint), outputs, context);
  const after = mergeDetections(recorded, matrix.results, scenarios);
  const forms = {
    json: () => clientMatrixJson(matrix),
    markdown: () => pageOf(after),
    text: () => clientMatrixText(matrix, unpainted),
  };
  writeOutputs(
    outputs.map(({ format, path }) => ({ path, text: forms[format]() })),
    context.out,
  );
  return endOf(matrix, update ? after : null, context);
}

function endOf(
  matrix: ClientMatrix,
  record: readonly ClientDetection[] | null,
  context: ProcessContext,
): ExitCode {
  if (!matrix.complete) return exit.interrupted;
  if (record !== null) {
    writeFile(paths.detections, detectionsJson(record), 'the record');
    writeFile(paths.page, pageOf(record), 'the page');
    context.note(`wrote ${Object.values(paths).join(', ')}; review the diff\n`);
  }
  return isGood(matrix) ? exit.conformant : exit.violations;
}

/** What is said of a client as soon as it has played. */
function lineOf({
  client,
  played,
  failures,
  missing,
  unexpected,
  broken,
  isAsItShouldBe,
}: ClientResult): string {
  const isRight = client.violates.length === 0;
  const wrong = [
    ...missing.map((one) => `not detected: ${one}`),
    ...unexpected.slice(0, 3).map((one) => `${one.requirement} by ${one.scenario}: ${one.what}`),
    ...(isRight ? broken.slice(0, 3).map((one) => `${one.scenario}: ${one.reason}`) : []),
  ];
  const found = isRight ? '' : `, ${failures.length} failures`;
  return `${isAsItShouldBe ? '✓' : '✗'} ${client.id}: ${played} scenarios${found}${wrong.map((one) => `\n    ${plain(one)}`).join('')}\n`;
}

/** @throws UsageError for a pattern that names no client and no requirement */
function chooseClients(patterns: readonly string[]): readonly PlayedClient[] {
  const all = [...rightCatalogue, ...wrongCatalogue];
  if (patterns.length === 0) return all;
  const named = patterns.map((pattern) => {
    const found = all.filter(
      ({ id, violates }) => id === pattern || violates.some((one) => one === pattern),
    );
    if (found.length > 0) return found;
    throw new UsageError(
      `no client of the self-test is called "${pattern}", and none violates a requirement of that id; docs/kill-matrix-clients.md lists them`,
    );
  });
  const chosen = new Set(named.flat());
  return all.filter((client) => chosen.has(client));
}

function readRecord(update: boolean): readonly ClientDetection[] {
  const all = [...rightCatalogue, ...wrongCatalogue];
  if (!update) return parseDetections(readData('kill-matrix-clients.json'), all, scenarios);
  const text = readTextIfThere(paths.detections, 'the record of the self-test');
  if (text !== null) return parseDetections(JSON.parse(text), all, scenarios);
  throw new UsageError(
    `--update must be run in the root of a checkout of the repository: ${paths.detections} was not found here`,
  );
}

/** The second page of the kill matrix. */
export function pageOf(detections: readonly ClientDetection[]): string {
  const { clients } = loadSpec();
  return clientPageMarkdown(
    { right: rightCatalogue, wrong: wrongCatalogue, detections, scenarios },
    (id) => clients.get(id)?.statement ?? '',
  );
}
