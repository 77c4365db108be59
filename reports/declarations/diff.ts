import type { Breaks } from '../../authoring/diff/change.ts';
import type { Affected, Fate } from '../../authoring/diff/impact.ts';
import type { DiffReport, ReportedChange } from '../../authoring/diff/report.ts';
import {
  type Block,
  codeSpan,
  heading,
  type Item,
  list,
  paragraph,
  type Row,
  row,
  rows,
  stack,
  toned,
} from '../document/document.ts';
import { printMarkdown } from '../document/markdown.ts';
import { printText } from '../document/text.ts';
import type { Paint, Tone } from '../paint.ts';
import { count, plain, some } from '../plain.ts';

/** How many names of cases and the like are shown. */
interface Extent {
  readonly names: number;
}

/** A comparison of two declarations as text: the changes, and last the summary. */
export const diffText = (report: DiffReport, paint: Paint): string =>
  printText([...blocks(report, { names: 3 }), ...summary(report)], paint);

/** The text without its changes. */
export const diffVerdict = (report: DiffReport, paint: Paint): string =>
  printText(summary(report), paint);

/** A comparison of two declarations for a pull request. */
export const diffMarkdown = (report: DiffReport): string =>
  printMarkdown([
    heading(1, 'What changed in the declaration'),
    paragraph(toned('strong', sentenceOf(report))),
    sides(report),
    ...blocks(report, { names: 12 }),
  ]);

const groups = ['both', 'servers', 'clients', 'neither'] as const satisfies readonly Breaks[];

const titles: Readonly<Record<Breaks, string>> = {
  both: 'breaking for servers and clients',
  servers: 'breaking for servers',
  clients: 'breaking for clients',
  neither: 'breaking for neither',
};

const tones: Readonly<Record<Breaks, Tone>> = {
  both: 'bad',
  servers: 'bad',
  clients: 'bad',
  neither: 'good',
};

const blocks = (report: DiffReport, extent: Extent): readonly Block[] => [
  ...groups.flatMap((breaks): readonly Block[] => {
    const changes = report.changes.filter((change) => change.breaks === breaks);
    return changes.length === 0
      ? []
      : [
          stack([
            heading(
              2,
              toned(tones[breaks], `${titles[breaks]}: ${count(changes.length, 'change')}`),
            ),
            stack([list(changes.map((one) => changeItem(one, extent)))], 2),
          ]),
        ];
  }),
  ...requirementBlocks(report),
];

const signs = { added: '+', removed: '-', changed: '~', renamed: '>' } as const;

function changeItem(change: ReportedChange, extent: Extent): Item {
  const { what, place, summary: sentence, reason, old, new: fresh, impact } = change;
  const line = [toned('strong', `${signs[what]} ${plain(place)}`), `: ${plain(sentence)}`];
  const side = (label: string, of: ReportedChange['old']): readonly Row[] =>
    of === null || of.text === '' ? [] : [row(label, codeSpan(plain(of.text)))];
  return {
    line,
    blocks: [
      rows([
        ...(change.kind === 'prose' || what === 'changed'
          ? [...side('old', old), ...side('new', fresh)]
          : []),
        row('why', reason),
        ...(impact === null ? [] : impactRows(impact, extent)),
      ]),
    ],
  };
}

function impactRows(
  impact: NonNullable<ReportedChange['impact']>,
  { names }: Extent,
): readonly Row[] {
  const having = (fate: Fate): readonly string[] =>
    impact.requirements.filter((one) => one.fate === fate).map(({ id }) => id);
  const listed = (label: string, ids: readonly string[]): readonly Row[] =>
    ids.length === 0 ? [] : [row(label, some(ids, names * 3))];
  const judges = (['cases', 'faults', 'scenarios', 'wrongClients', 'examples'] as const).flatMap(
    (key) =>
      impact[key].length === 0
        ? []
        : [
            row(
              key === 'wrongClients' ? 'wrong clients' : key,
              `${impact[key].length}: ${some(impact[key], names)}`,
            ),
          ],
  );
  return [
    ...listed('orphaned', having('orphaned')),
    ...listed('moved', having('moved')),
    ...listed('changed', having('changed')),
    ...judges,
    ...(impact.unstated ? [row('missing', 'no requirement is about this yet')] : []),
  ];
}

const fates: Readonly<Record<Fate, string>> = {
  orphaned: 'requirements whose words are gone',
  moved: 'requirements whose words stand under another name',
  changed: 'requirements that are about something that changed',
};

function requirementBlocks({ requirements }: DiffReport): readonly Block[] {
  if (requirements === null) return [];
  return (['orphaned', 'moved', 'changed'] as const).flatMap((fate): readonly Block[] => {
    const those = requirements.filter((one) => one.fate === fate);
    return those.length === 0
      ? []
      : [
          stack([
            heading(2, `${fates[fate]}: ${those.length}`),
            stack([list(those.map(requirementItem))], 2),
          ]),
        ];
  });
}

function requirementItem({
  id,
  grade,
  statement,
  quote,
  oldPointer,
  newPointer,
  changes,
}: Affected): Item {
  const silent = changes.length === 0 ? [row('why', 'only the way it is written changed')] : [];
  return {
    line: [toned('strong', id), ` · ${grade} · ${plain(statement)}`],
    blocks: [
      rows([
        ...(quote === null ? [] : [row('quote', codeSpan(plain(quote)))]),
        row(
          'at',
          newPointer === null || newPointer === oldPointer
            ? oldPointer
            : `${oldPointer} → ${newPointer}`,
        ),
        ...silent,
      ]),
    ],
  };
}

const summary = (report: DiffReport): readonly Block[] => [
  sides(report),
  paragraph(toned(report.totals.breaking > 0 ? 'bad' : 'good', sentenceOf(report))),
];

const sides = (report: DiffReport): Block =>
  rows([row('old', plain(report.old.name)), row('new', plain(report.new.name))]);

/** Everything in one line. */
function sentenceOf({ totals, requirements }: DiffReport): string {
  if (totals.changes === 0) {
    const silent = requirements?.length ?? 0;
    return silent === 0
      ? 'the declarations say the same'
      : `the declarations say the same, but ${count(silent, 'requirement')} must be bound again`;
  }
  const { orphaned, moved, changed, unstated } = totals;
  return [
    `${count(totals.changes, 'change')}: ${totals.breakingServers} breaking for servers, ${totals.breakingClients} for clients`,
    ...(requirements === null
      ? ['no requirement of the suite is about this API']
      : [`requirements: ${orphaned} orphaned, ${moved} moved, ${changed} changed`]),
    ...(unstated === 0 ? [] : [`${count(unstated, 'change')} without a requirement`]),
  ].join('; ');
}
