import type { FaultEntry, Gap, MatrixPage } from '../../selftest/matrix.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import type { Register } from '../../harness/document/requirements.ts';
import { plain } from '../plain.ts';
import { faultsByRequirement } from './catalogue.ts';
import { percent } from './share.ts';

/**
 * The page of the kill matrix. It is made from the record of detections (selftest/kill-matrix.json) and names no
 * milliseconds and no seed, so that it changes only with the catalogue, the suite and the record.
 */
export function matrixMarkdown(page: MatrixPage, register: Register): string {
  const { faults, correct, undetected, idle, cases } = page;
  return `${[
    '# The kill matrix',
    '',
    'Written by `npm run kill-matrix` from `selftest/kill-matrix.json`; not edited by hand.',
    '',
    'A passing run means something only if the suite fails when it should. To show that it does, the reference',
    'server is given one fault at a time: each *fault* below is the correct server with one rule or one answer',
    'replaced. A fault counts as detected only when a case fails **and** the failure is reported against a',
    'requirement that the fault violates. A case that could not be judged, a timeout, or a failure reported',
    'against another requirement does not count.',
    '',
    'The other half of the proof is that no case fails where it should not: the reference server and its',
    'variants, listed under [Correct servers](#correct-servers), take every open passage of the declaration in',
    'another permitted way, and must pass at every grade.',
    '',
    '`npm test` runs every row of this page, and every correct server with an eighth of the scripted cases.',
    '`rooms-conformance selftest` runs every row and every correct server with all cases, and looks for a case',
    'where a row no longer detects its fault; with `--full` it runs every case against every fault, which takes',
    'most of an hour. [Writing a fault](writing-a-fault.md) shows how to add rows without running the whole.',
    '',
    'Each row says which case detects a fault, the requirement that the failure is reported against, and what',
    'the case looked at. Try one:',
    '',
    '```',
    'rooms-conformance selftest --only FAULT --case CASE',
    '```',
    '',
    `${faults.length} faults: ${faults.length - undetected.length} detected, ${undetected.length} undetected. ${correct.length} correct servers. ${cases} cases: ${cases - idle.length} detect a fault, ${idle.length} none.`,
    '',
    ...attributionSection(page),
    ...gapSection(page),
    '## Requirement by requirement',
    '',
    'A fault stands at each requirement that it violates, with the cases that detect it at the first of them.',
    'Where a failure is reported against a *consequence*, the fault does not violate that requirement itself; the',
    'row is here because it shows that the case can fail.',
    '',
    '| Requirement | Fault | Detected by | Reported against | It looked at |',
    '|---|---|---|---|---|',
    ...[...faultsByRequirement(faults)].flatMap(([id, those]) =>
      requirementRows(id, those, page, register),
    ),
    '',
    '## Correct servers',
    '',
    '| Server | What it does |',
    '|---|---|',
    ...correct.map(({ id, summary }) => `| \`${id}\` | ${cell(summary)} |`),
  ].join('\n')}\n`;
}

function requirementRows(
  id: RequirementId,
  faults: readonly FaultEntry[],
  { detections }: MatrixPage,
  register: Register,
): readonly string[] {
  const statement = cell(register.get(id)?.statement ?? '');
  const own = faults.filter(({ violates }) => violates[0] === id);
  const shared = faults.filter((fault) => !own.includes(fault)).map((fault) => `\`${fault.id}\``);
  return [
    `| **${id}** | *${statement}* | | | |`,
    ...own.flatMap(({ id: fault, summary, violates }) => {
      const rows = detections
        .filter((row) => row.fault === fault)
        .map(({ case: by, requirement, what }) => {
          const kind = violates.includes(requirement) ? '' : ', a *consequence*';
          return `\`${by}\` | ${requirement}${kind} | ${cell(what)}`;
        });
      const [first = '**undetected** | |', ...more] = rows;
      return [
        `| ${id} | \`${fault}\` ${cell(summary)} | ${first} |`,
        ...more.map((row) => `| | | ${row} |`),
      ];
    }),
    ...(shared.length === 0 ? [] : [`| ${id} | also ${shared.join(', ')} | | | |`]),
  ];
}

/** How precise the suite is, without flattery. */
function attributionSection({ faults, attribution, minimum }: MatrixPage): readonly string[] {
  const violated = faults.reduce((sum, { violates }) => sum + violates.length, 0);
  const more = faults.reduce((sum, { consequences }) => sum + consequences.length, 0);
  return [
    '## Attribution',
    '',
    `The rows of this page report ${attribution.reported} failures, counting each requirement once for each fault:`,
    '',
    `- ${percent(attribution.direct, attribution.reported)} are reported against a requirement that the fault violates (at least ${percent(minimum.direct ?? 0, 1)}).`,
    `- ${percent(attribution.expected, attribution.reported)} are reported against a requirement that it violates or that is a known consequence (at least ${percent(minimum.expected, 1)}).`,
    '',
    `That is with the cases of these rows alone. The faults violate ${violated} requirements (counted fault by`,
    `fault). Where every case is run, failures are reported against up to ${more} more: a server that refuses every`,
    'invite fails whatever begins with one. Such *consequences* are measured, not argued; they stand in',
    '`selftest/consequences.json`, and a change of that file is reviewed. A failure that is neither violated nor a',
    'known consequence fails the self-test.',
    '',
  ];
}

/** What is not as it should be stands on the page too. */
function gapSection({ undetected, idle, unreported }: MatrixPage): readonly string[] {
  const lines = (gaps: readonly Gap[], words: string): readonly string[] =>
    gaps.map(({ id, why }) => `- \`${id}\` ${words}. ${why ?? 'Not explained yet.'}`);
  const all = [
    ...lines(undetected, 'is not detected'),
    ...lines(idle, 'detects no fault'),
    ...lines(unreported, 'is violated by faults, and no failure is reported against it'),
  ];
  return all.length === 0 ? [] : ['## Known gaps', '', ...all, ''];
}

const cell = (text: string): string =>
  plain(text, 400).replaceAll(/[|\\<>*_`]/g, (mark) => `\\${mark}`);
