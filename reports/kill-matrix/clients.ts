import type { ClientRequirementId } from '../../harness/document/ids.ts';
import type {
  ClientDetection,
  ClientEntry,
  ClientMatrix,
  ClientResult,
} from '../../selftest/clients/matrix.ts';
import {
  type Block,
  heading,
  indented,
  paragraph,
  row,
  rows,
  toned,
} from '../document/document.ts';
import { printText } from '../document/text.ts';
import type { Paint } from '../paint.ts';
import { count, plain } from '../plain.ts';

/** What needs attention, then the verdict. */
export function clientMatrixText(matrix: ClientMatrix, paint: Paint): string {
  const bad = matrix.results.filter(({ isAsItShouldBe }) => !isAsItShouldBe);
  return printText([...bad.flatMap(clientBlock), ...verdictBlocks(matrix)], paint);
}

/** The numbers, and what they come to. */
export const clientMatrixVerdict = (matrix: ClientMatrix, paint: Paint): string =>
  printText(verdictBlocks(matrix), paint);

/** The whole as JSON. */
export const clientMatrixJson = (matrix: ClientMatrix): string =>
  `${JSON.stringify(matrix, null, 2)}\n`;

/** The most lines about one client. */
const most = 5;

function clientBlock({ client, missing, unexpected, broken }: ClientResult): readonly Block[] {
  const isRight = client.violates.length === 0;
  const lines = [
    ...missing.map((id) => row(id, 'no scenario found that it violates this')),
    ...unexpected
      .slice(0, most)
      .map(({ requirement, scenario, what }) => row(requirement, `${scenario}: ${plain(what)}`)),
    ...(isRight ? broken.slice(0, most).map((one) => row(one.scenario, plain(one.reason))) : []),
  ];
  const words = isRight ? 'is right, and was called wrong' : 'was not judged as it should be';
  return [heading(3, toned('bad', `${client.id} ${words}`)), indented([rows(lines)])];
}

function verdictBlocks({ results, scenarios, complete }: ClientMatrix): readonly Block[] {
  const right = results.filter(({ client }) => client.violates.length === 0);
  const wrong = results.filter(({ client }) => client.violates.length > 0);
  const good = (all: readonly ClientResult[]): string =>
    `${all.filter(({ isAsItShouldBe }) => isAsItShouldBe).length} of ${all.length}`;
  const plays = results.reduce((sum, { played }) => sum + played, 0);
  return [
    rows([
      row('right clients', `${good(right)} passed`),
      row('wrong clients', `${good(wrong)} detected, and blamed for what is wrong with them alone`),
      row('scenarios', `${scenarios}, played ${count(plays, 'time')}`),
    ]),
    ...(complete ? [] : [paragraph(toned('unsure', 'interrupted'))]),
  ];
}

/** What the page of clients shows. */
export interface ClientPage {
  readonly right: readonly ClientEntry[];
  readonly wrong: readonly ClientEntry[];
  readonly detections: readonly ClientDetection[];
  readonly scenarios: readonly { readonly id: string; readonly title: string }[];
}

/** The second page of the kill matrix. It changes only with the catalogue, the scenarios and the record. */
export function clientPageMarkdown(
  { right, wrong, detections, scenarios }: ClientPage,
  statementOf: (requirement: ClientRequirementId) => string,
): string {
  const idle = scenarios.filter(({ id }) => !detections.some(({ scenario }) => scenario === id));
  const ids = [...new Set(wrong.flatMap(({ violates }) => violates))].toSorted();
  return `${[
    '# The kill matrix of clients',
    '',
    'Written by `npm run kill-matrix` from `selftest/kill-matrix-clients.json`; not edited by hand.',
    '',
    'The [scenarios for clients](clients/README.md) mean something only if they find what is wrong with a client, and',
    'nothing else. Each *wrong client* below is the reference client with one thing wrong. It counts as detected only',
    'when everything that it violates is found, and nothing is held against it that it does not violate. The other half',
    'of the proof are the [right clients](#right-clients), which do things in another way: nothing may be held against',
    'them, and no scenario may be broken by them.',
    '',
    '`npm test` runs every row of this page, and a fixed part of all scenarios with every client.',
    '`rooms-conformance selftest --clients` runs every row, and a quarter of all scenarios with every client; with `--full` it',
    'runs everything. Try one client:',
    '',
    '```',
    'rooms-conformance selftest --clients --only CLIENT',
    '```',
    '',
    `${wrong.length} wrong clients, ${right.length} right ones, ${scenarios.length} scenarios: ${scenarios.length - idle.length} detect a wrong client, ${idle.length} none.`,
    '',
    '## Requirement by requirement',
    '',
    '| Requirement | Wrong client | Detected by | It looked at |',
    '|---|---|---|---|',
    ...ids.flatMap((id) => requirementRows(id, wrong, detections, statementOf)),
    '',
    '## Right clients',
    '',
    '| Client | What it does |',
    '|---|---|',
    ...right.map(({ id, summary }) => `| \`${id}\` | ${cell(summary)} |`),
    '',
    '## Scenarios that detect none of these',
    '',
    'Most are one line of a table of which other lines detect a client. They are played all the same, for a client that',
    'nobody has thought of.',
    '',
    ...idle.map(({ id, title }) => `- \`${id}\` ${title}`),
  ].join('\n')}\n`;
}

function requirementRows(
  id: ClientRequirementId,
  wrong: readonly ClientEntry[],
  detections: readonly ClientDetection[],
  statementOf: (requirement: ClientRequirementId) => string,
): readonly string[] {
  const those = wrong.filter(({ violates }) => violates.includes(id));
  return [
    `| **${id}** | *${cell(statementOf(id))}* | | |`,
    ...those.flatMap(({ id: client, summary }) => {
      const found = detections
        .filter((one) => one.client === client && one.requirement === id)
        .map(({ scenario, what }) => `\`${scenario}\` | ${cell(what)}`);
      const [first = '**not detected** |', ...more] = found;
      return [
        `| ${id} | \`${client}\` ${cell(summary)} | ${first} |`,
        ...more.map((line) => `| | | ${line} |`),
      ];
    }),
  ];
}

const cell = (text: string): string => plain(text).replaceAll('|', String.raw`\|`);
