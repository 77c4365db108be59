import {
  type Block,
  columns,
  joined,
  type Line,
  paragraph,
  rows,
  type Span,
  spansOf,
  stack,
  toned,
} from '../document/document.ts';
import type { Grade } from '../../harness/document/requirements.ts';
import { seenThing, statusWord, subjectOf } from '../client/subject.ts';
import { isOfDriver } from '../command.ts';
import { count, plain } from '../plain.ts';
import { gradeOrder, type Report, type ReportSubject, statuses } from '../report.ts';
import { enough, mostBroken, judgedNothing } from '../totals.ts';
import { gateBlocks, knownPart } from './gates.ts';
import { sideBlocks } from './sides.ts';

/** Target and run, the counts of each grade, the verdict with its gates, and last how many cases ended how. */
export const summaryBlocks = (report: Report): readonly Block[] => [
  stack([
    paragraph(targetOf(report)),
    paragraph(toned('quiet', factsOf(report))),
    ...(report.profile === undefined ? [] : [paragraph(toned('quiet', profileLine(report)))]),
  ]),
  gradeTable(report),
  // The verdict stays on one line, where a program finds it.
  stack([
    rows([{ label: '', value: verdictLine(report), copy: true }], 0),
    ...sideBlocks(report),
    ...gateBlocks(report),
  ]),
  paragraph(casesLine(report)),
];

export const targetOf = ({ target, subject }: Pick<Report, 'target' | 'subject'>): string =>
  subject === undefined
    ? `${target.origin}${target.basePath}${target.bundled ? ' (the bundled reference server)' : ''}`
    : `${subject.kind}: ${subjectOf({ subject, target })}`;

/** The profile of a run, and how much it dropped and changed; '' where there is none. */
export function profileLine({ profile, requirements }: Report): string {
  if (profile === undefined) return '';
  const ruled = (change: string): number =>
    requirements.filter(({ ruling }) => ruling?.change === change).length;
  return `profile ${profile.name}: ${profile.specification}, which dropped ${ruled('dropped')} and changed ${ruled('changed')} of the ${requirements.length} requirements`;
}

function factsOf(report: Report): string {
  const { versions, seed, search, shard, totals, ms, subject } = report;
  const { effort = 'default' } = search;
  return [
    `rooms-conformance ${versions.tool}`,
    ...(subject === undefined || isOfDriver(report) ? [`seed ${seed}`] : dialectOf(subject)),
    ...(effort === 'default' ? [] : [`effort ${effort}`]),
    ...(shard === null ? [] : [`part ${shard.index} of ${shard.of}`]),
    `${(ms / 1000).toFixed(1)} s`,
    count(totals.requests, 'request'),
    ...(totals.waits === 0
      ? []
      : [count(totals.waits, 'rate limit waited for', 'rate limits waited for')]),
    ...(totals.retries === 0 ? [] : [count(totals.retries, 'retry', 'retries')]),
    ...(totals.gateways === 0
      ? []
      : [count(totals.gateways, 'answer of a gateway', 'answers of gateways')]),
  ].join(' · ');
}

const dialectOf = ({ dialect }: Pick<ReportSubject, 'dialect'>): readonly string[] =>
  dialect.length === 0 ? [] : [`a mock in another dialect (${dialect.join(', ')})`];

/** The grades that a report shows: the register of clients has no disputed requirement. */
export const gradesIn = ({
  totals,
  subject,
}: Pick<Report, 'totals' | 'subject'>): readonly Grade[] =>
  gradeOrder.filter((grade) => subject === undefined || sizeOf(totals.grades[grade]) > 0);

/** How many requirements of each grade have each status. An arrow marks the level. */
function gradeTable(report: Report): Block {
  const { totals, level } = report;
  const lines = gradesIn(report).map((grade): readonly Line[] => {
    const counts = totals.grades[grade];
    const whole = sizeOf(counts);
    const parts = statuses
      .filter((status) => counts[status] > 0)
      .map((status): Span => {
        const text = `${counts[status]} ${statusWord(status, report)}`;
        return status === 'violated' ? toned('bad', text) : text;
      });
    return [`${grade === level ? '→' : ' '} ${grade}`, [...joined(parts, ', '), ` of ${whole}`]];
  });
  return columns(lines, 1);
}

/** The verdict in one sentence. */
export function verdictLine(report: Report): Line {
  const { verdict, ended, level, totals } = report;
  const done = Object.values(totals.verdicts).reduce((a, b) => a + b, 0);
  const part = `${done} of ${count(totals.cases, 'case')}`;
  const bailed = ended === 'bailed' ? ` (stopped at the first violation, after ${part})` : '';
  const stopped = plain(report.stopped ?? '', 300);
  const after = report.subject === undefined ? `stopped after ${part}: ` : '';
  const lost = ended === 'lost' ? ` (${after}${stopped})` : '';
  switch (verdict) {
    case 'conformant':
      if (report.subject !== undefined) return [noViolation(report), belowLevel(report)];
      return [
        toned('good', `conformant at the level ${level}`),
        ofPart(report),
        ofSelection(report),
        belowLevel(report),
      ];
    case 'violations': {
      // If every violation at the level is known, the run gives no reason to act.
      const tone = report.gates.violated.length === 0 ? 'unsure' : 'bad';
      return [toned(tone, `violations at the level ${level}${knownPart(report)}`), bailed + lost];
    }
    case 'interrupted':
      return toned(
        'unsure',
        `interrupted after ${report.subject === undefined ? part : count(totals.requests, 'request')}; the counts above are incomplete`,
      );
    case 'inconclusive':
      return toned('unsure', `inconclusive at the level ${level}: ${whyInconclusive(report)}`);
  }
}

/** What a client did not show stands in the verdict, because nothing is known of it. */
function noViolation({ level, requirements, subject }: Report): Span {
  // Each side of traffic has a sentence of its own.
  if (subject?.kind === 'traffic') return toned('good', `no violations at the level ${level}`);
  const own = requirements.filter(
    ({ grade }) => gradeOrder.indexOf(grade) <= gradeOrder.indexOf(level),
  );
  const met = own.filter(({ status }) => status === 'proven').length;
  return toned(
    'good',
    `no violations at the level ${level}: ${met} of ${count(own.length, 'requirement')} seen, and met`,
  );
}

/** The same as plain text. */
export const verdictSentence = (report: Report): string =>
  spansOf(verdictLine(report))
    .map(({ text }) => text)
    .join('');

/** One part of a run says nothing about the whole, and an empty part says nothing at all. */
function ofPart({ shard, selected }: Report): string {
  if (shard === null) return '';
  const part = `part ${shard.index} of ${shard.of}`;
  return selected.length === 0 ? ` (${part} has no cases)` : ` (${part} only)`;
}

/** A quick run tries a selection, and says how much of the level it left out. */
function ofSelection({ search, level, totals }: Report): string {
  if (search.effort !== 'quick') return '';
  const heavy = gradeOrder.slice(0, gradeOrder.indexOf(level) + 1);
  const left = heavy.reduce((sum, grade) => sum + totals.grades[grade]['not-exercised'], 0);
  const whole = heavy.reduce((sum, grade) => sum + sizeOf(totals.grades[grade]), 0);
  return ` as far as a quick run shows: ${left} of ${count(whole, 'requirement')} were not exercised`;
}

const sizeOf = (counts: Report['totals']['grades']['documented']): number =>
  statuses.reduce((sum, status) => sum + counts[status], 0);

function whyInconclusive(report: Report): string {
  const { totals, ended, stopped, subject } = report;
  if (subject !== undefined && ended === 'lost') return plain(stopped ?? '', 300);
  if (subject !== undefined && !isOfDriver(report)) return whyNothing(subject);
  const { asked, judged, brokenOperations } = totals.level;
  if (ended === 'bailed') return 'the run stopped early';
  if (ended === 'lost')
    return plain(`the run was stopped because ${stopped ?? 'the target was lost'}`, 300);
  if (totals.verdicts.passed + totals.verdicts.failed === 0) {
    return subject !== undefined && totals.verdicts.broken === 0
      ? 'the driver supports nothing of what was to be played'
      : 'no case could be judged';
  }
  if (judgedNothing(totals.grades))
    return `nothing ${subject === undefined ? 'on this target' : 'that the client did'} shows whether a requirement is met`;
  if (brokenOperations.length > 0) {
    return `nothing failed, but no case of ${brokenOperations.join(', ')} could be judged`;
  }
  if (judged >= asked * enough) {
    const most = `${mostBroken * 100} % may be broken`;
    return `nothing failed, but ${totals.verdicts.broken} of ${count(totals.cases, 'case')} could not be judged, and at most ${most}`;
  }
  const needed = `${enough * 100} % are needed`;
  return `nothing failed, but only ${judged} of ${count(asked, 'requirement')} could be judged, and ${needed}`;
}

/** What was seen is inconclusive only if it was nothing. */
function whyNothing(subject: ReportSubject): string {
  const { requests, kind } = subject;
  if (requests > 0)
    return `none of the ${count(requests, 'request')} of ${seenThing(subject)} shows whether it meets a requirement`;
  return kind === 'client'
    ? 'the client sent the mock no request'
    : 'the traffic has no request of this API';
}

/** Violations of grades below the level are mentioned, although they do not change the verdict. */
function belowLevel({ totals, level }: Report): string {
  const lighter = gradeOrder.slice(gradeOrder.indexOf(level) + 1);
  const violated = lighter.reduce((sum, grade) => sum + totals.grades[grade].violated, 0);
  return violated === 0 ? '' : `; ${count(violated, 'violation')} below that level`;
}

export function casesLine(report: Report): string {
  const {
    totals: { verdicts },
    subject,
  } = report;
  if (subject !== undefined && !isOfDriver(report))
    return `${verdicts.passed} met, ${verdicts.failed} violated, ${verdicts.skipped} not shown`;
  const broken = verdicts.broken > 0 ? `, ${verdicts.broken} broken` : '';
  return `${verdicts.passed} passed, ${verdicts.failed} failed, ${verdicts.skipped} skipped${broken}`;
}
