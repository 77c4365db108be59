import type { Grade } from '../../harness/document/requirements.ts';
import { type Change, type Comparison, lost, type RequirementChange } from './compare.ts';
import { count, plain } from '../plain.ts';
import { gradeOrder, type Status, statuses } from '../report.ts';
import type { Side } from './side.ts';

/** What each change is called. */
export const headings: Readonly<Record<Change, string>> = {
  lost: 'lost',
  gained: 'gained',
  differently: 'failing differently',
  failing: 'still failing',
  unjudged: 'no longer judged',
  judged: 'newly judged',
};

/** What each status is called, and the sign that stands for it. */
export const statusWords: Readonly<Record<Status, string>> = {
  proven: 'proven',
  violated: 'violated',
  inconclusive: 'inconclusive',
  'not-exercised': 'not exercised',
  'not-applicable': 'not applicable',
};

export const signs: Readonly<Record<Status, string>> = {
  proven: '✓',
  violated: '✗',
  inconclusive: '?',
  'not-exercised': '·',
  'not-applicable': '–',
};

/** Everything in one sentence, which begins with what was lost. */
export function summaryOf(comparison: Comparison, strict: boolean): string {
  const gone = lost(comparison, strict);
  const first =
    gone.requirements.length + gone.cases.length === 0
      ? 'nothing was lost'
      : `lost: ${both(gone.requirements.length, gone.cases.length)}`;
  const others = (['gained', 'differently', 'failing', 'unjudged', 'judged'] as const).flatMap(
    (change) => {
      const n = numberOf(comparison, change);
      return n.requirements + n.cases === 0
        ? []
        : [`${headings[change]}: ${both(n.requirements, n.cases)}`];
    },
  );
  return [first, ...others].join('; ');
}

/** How many requirements and cases changed in one way. */
export const numberOf = (
  { requirements, cases }: Comparison,
  change: Change,
): { readonly requirements: number; readonly cases: number } => ({
  requirements: requirements.filter((row) => row.change === change).length,
  cases: cases.filter((row) => row.change === change).length,
});

/** '2 requirements, 1 case'; what there is none of is left out. */
export const both = (requirements: number, cases: number): string =>
  [
    ...(requirements === 0 ? [] : [count(requirements, 'requirement')]),
    ...(cases === 0 ? [] : [count(cases, 'case')]),
  ].join(', ');

/** How many requirements of each grade have each status: 'proven 12 → 11, violated 0 → 1'. */
export const gradeShifts = (
  before: Side,
  after: Side,
): readonly { readonly grade: Grade; readonly shifts: string }[] =>
  gradeOrder.map((grade) => {
    const [was, is] = [before.grades[grade], after.grades[grade]];
    const shifts = statuses
      .filter((status) => was[status] + is[status] > 0)
      .map((status) => {
        const change = was[status] === is[status] ? is[status] : `${was[status]} → ${is[status]}`;
        return `${statusWords[status]} ${change}`;
      });
    return { grade, shifts: shifts.join(', ') };
  });

/** What is told of a requirement that fails now and did not, or fails in another way; nothing of others. */
export function detailsOf({
  change,
  was,
  is,
}: RequirementChange): readonly (readonly [label: string, text: string])[] {
  if (is === null || (change !== 'lost' && change !== 'differently')) return [];
  const before =
    was === null
      ? []
      : ([
          ...(was.what === is.what ? [] : [['was looked at', was.what] as const]),
          ['was received', was.received],
        ] as const);
  return [['looked at', is.what], ['expected', is.expected], ['received', is.received], ...before];
}

/** What a requirement or a case was and is. A failure that was not asked for again is nothing that holds. */
export const shiftOf = (row: {
  readonly change: Change;
  readonly before: string;
  readonly after: string;
}): string => {
  const [before, after] = [row.before, row.after].map((word) => word.replace('-', ' '));
  if (row.change === 'unjudged' && row.after === 'proven') {
    return `${before} → proven, but not every case that failed was judged again`;
  }
  return before === after ? `${after}` : `${before} → ${after}`;
};

/** What stands at the head of a comparison about each of its reports. */
export function factsOf(side: Side): string {
  const { started, tool, seed, level, verdict, judged, cases } = side;
  return [
    started,
    `rooms-conformance ${tool}`,
    `seed ${seed}`,
    `${judged} of ${count(cases, 'case')} judged`,
    `${verdict} at the level ${level}`,
  ].join(' · ');
}

/** What the reports are called side by side: their targets, and their files where the targets are the same. */
export function labelsOf(sides: readonly Side[]): readonly string[] {
  return sides.map(({ target, name }) => {
    const same = sides.filter((side) => side.target === target).length > 1;
    return plain(same ? `${target} (${name})` : target, 120);
  });
}
