import { brokenCauses, causes } from './causes.ts';
import { brokenBlock, failureBlock } from './failure.ts';
import { gateLines, knownBlock, knownPart, withoutKnown } from './gates/block.ts';
import type { Paint } from './paint.ts';
import { count, inert, labelled, plain } from './plain.ts';
import { gradeOrder, type Report, type Status, statuses } from './report.ts';
import { searchBlock } from './searches.ts';
import { enough } from './totals.ts';

/** The whole report as text: failures, what could not be judged, the dialect, the verdict. */
export function terminalText(report: Report, paint: Paint): string {
  const blocks = [
    ...causes(withoutKnown(report)).map((cause) => failureBlock(cause, report, paint)),
    ...knownBlock(report),
    ...brokenCauses(report).map((cause) => brokenBlock(cause, report, paint)),
    ...skippedBlock(report),
    ...dialectBlock(report),
    ...searchBlock(report),
  ];
  return inert(`${[...blocks, ''].join('\n\n')}${verdictText(report, paint)}`);
}

/** The verdict with its denominators; last, alone on its line, how many cases ended in each way. */
export function verdictText(report: Report, paint: Paint): string {
  const { target, versions, seed, shard, totals, ms } = report;
  const facts = [
    `rooms-conformance ${versions.tool}`,
    `seed ${seed}`,
    ...(shard === null ? [] : [`part ${shard.index} of ${shard.of}`]),
    `${(ms / 1000).toFixed(1)} s`,
    count(totals.requests, 'request'),
    ...(totals.waits === 0
      ? []
      : [count(totals.waits, 'rate limit waited out', 'rate limits waited out')]),
    ...(totals.retries === 0 ? [] : [count(totals.retries, 'retry', 'retries')]),
  ];
  return [
    `${target.origin}${target.basePath}${target.bundled ? ' (the bundled reference server)' : ''}`,
    paint('quiet', facts.join(' · ')),
    '',
    ...gradeLines(report, paint),
    '',
    verdictLine(report, paint),
    ...gateLines(report, paint),
    '',
    caseLine(report),
    '',
  ].join('\n');
}

const words: Readonly<Record<Status, string>> = {
  proven: 'proven',
  violated: 'violated',
  inconclusive: 'inconclusive',
  'not-exercised': 'not exercised',
  'not-applicable': 'not applicable',
};

function gradeLines(report: Report, paint: Paint): readonly string[] {
  return gradeOrder.map((grade) => {
    const counts = report.totals.grades[grade];
    const whole = statuses.reduce((sum, status) => sum + counts[status], 0);
    const parts = statuses
      .filter((status) => counts[status] > 0)
      .map((status) => `${counts[status]} ${words[status]}`);
    const mark = grade === report.level ? '→' : ' ';
    return labelled(grade, `${parts.join(', ')} of ${whole}`, 12, `${mark} `).replace(
      /\d+ violated/,
      (violated) => paint('bad', violated),
    );
  });
}

/** The verdict in one sentence. */
export function verdictLine(report: Report, paint: Paint): string {
  const { verdict, ended, level, totals } = report;
  const done = Object.values(totals.verdicts).reduce((a, b) => a + b, 0);
  const part = `${done} of ${count(totals.cases, 'case')}`;
  const bailed = ended === 'bailed' ? ` (stopped at the first violation, after ${part})` : '';
  switch (verdict) {
    case 'conformant':
      return paint('good', `conformant at the level ${level}`) + ofPart(report) + beyond(report);
    case 'violations':
      return violationsLine(report, paint) + bailed;
    case 'interrupted':
      return paint('unsure', `interrupted after ${part}; what follows from them is incomplete`);
    case 'inconclusive':
      return paint('unsure', `inconclusive at the level ${level}: ${tooLittle(report)}`);
  }
}

/** Where all that decides is known, the run is no reason to act. */
function violationsLine(report: Report, paint: Paint): string {
  const style = report.gates.violated.length === 0 ? 'unsure' : 'bad';
  return paint(style, `violations at the level ${report.level}${knownPart(report)}`);
}

/** A part says nothing about the whole, and an empty one nothing at all. */
function ofPart({ shard, selected }: Report): string {
  if (shard === null) return '';
  const part = `part ${shard.index} of ${shard.of}`;
  return selected.length === 0 ? `: ${part} has no case` : `, as far as ${part} goes`;
}

/** Why nothing failed and yet nobody may be called conformant. */
function tooLittle({ totals, ended }: Report): string {
  const { asked, judged } = totals.level;
  if (ended === 'bailed') return 'the run stopped early';
  if (totals.verdicts.passed + totals.verdicts.failed === 0) return 'no case could be judged';
  if (totals.level.brokenOperations.length > 0) {
    return `nothing failed, but no case of ${totals.level.brokenOperations.join(', ')} could be judged`;
  }
  const needed = `${enough * 100} % are needed`;
  return `nothing failed, but only ${judged} of ${asked} requirements could be judged (${needed})`;
}

/** Violations of lighter grades are told, though they do not decide. */
function beyond({ totals, level }: Report): string {
  const lighter = gradeOrder.slice(gradeOrder.indexOf(level) + 1);
  const violated = lighter.reduce((sum, grade) => sum + totals.grades[grade].violated, 0);
  if (violated === 0) return '';
  return `; ${count(violated, 'violation')} of lighter grades ${violated === 1 ? 'does' : 'do'} not decide`;
}

function caseLine({ totals: { verdicts } }: Report): string {
  const broken = verdicts.broken > 0 ? `, ${verdicts.broken} broken` : '';
  return `${verdicts.passed} passed, ${verdicts.failed} failed, ${verdicts.skipped} skipped${broken}`;
}

function dialectBlock({ readings }: Report): readonly string[] {
  const pairs = Object.entries(readings);
  if (pairs.length === 0) return [];
  const width = Math.max(...pairs.map(([id]) => id.length)) + 2;
  const lines = pairs.map(([id, taken]) => `  ${id.padEnd(width)}${plain(taken, 60)}`);
  return [['dialect: the permitted readings this target takes', ...lines].join('\n')];
}

function skippedBlock({ outcomes }: Report): readonly string[] {
  const reasons = new Map<string, number>();
  for (const outcome of outcomes) {
    if (outcome.verdict !== 'skipped') continue;
    reasons.set(outcome.reason, (reasons.get(outcome.reason) ?? 0) + 1);
  }
  if (reasons.size === 0) return [];
  const lines = [...reasons].map(([reason, n]) => `  ${count(n, 'case')}: ${plain(reason, 60)}`);
  return [['skipped', ...lines].join('\n')];
}
