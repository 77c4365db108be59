import type { CaseId } from '../harness/run/case.ts';
import type { RequirementId } from '../harness/document/ids.ts';
import type { Grade, Register } from '../harness/document/requirements.ts';
import { count, labelled, some } from './plain.ts';
import { gradeOrder } from './report.ts';

/** Whether a requirement has cases, a reason to have none, or neither. */
interface CoverageRow {
  readonly id: RequirementId;
  readonly grade: Grade;
  readonly coverage: 'claimed' | 'unassertable' | 'unclaimed';
  readonly cases: readonly CaseId[];
  /** Those that search, and may come across it or not. */
  readonly properties: readonly CaseId[];
  readonly reason: string | null;
}

/** What the suite has evidence for, before any target is asked. */
export interface Coverage {
  readonly complete: boolean;
  readonly grades: Readonly<Record<Grade, GradeCoverage>>;
  readonly requirements: readonly CoverageRow[];
}

interface GradeCoverage {
  readonly all: number;
  readonly claimed: number;
  readonly unassertable: number;
}

/**
 * Sets the register beside the claims of the cases.
 * @param searches the cases that search
 */
export function coverage(
  register: Register,
  claims: ReadonlyMap<RequirementId, readonly CaseId[]>,
  searches: ReadonlySet<CaseId>,
): Coverage {
  const requirements = [...register.values()].map(({ id, grade, unassertable }): CoverageRow => {
    const all = claims.get(id) ?? [];
    const cases = all.filter((one) => !searches.has(one));
    const properties = all.filter((one) => searches.has(one));
    const row = { id, grade, cases, properties };
    if (all.length > 0) return { ...row, coverage: 'claimed', reason: null };
    const word = unassertable === null ? 'unclaimed' : 'unassertable';
    return { ...row, coverage: word, reason: unassertable };
  });
  const of = (grade: Grade): GradeCoverage => {
    const rows = requirements.filter((row) => row.grade === grade);
    const number = (word: CoverageRow['coverage']): number =>
      rows.filter((row) => row.coverage === word).length;
    return { all: rows.length, claimed: number('claimed'), unassertable: number('unassertable') };
  };
  return {
    complete: requirements.every((row) => row.coverage !== 'unclaimed'),
    grades: {
      documented: of('documented'),
      disputed: of('disputed'),
      implied: of('implied'),
      convention: of('convention'),
    },
    requirements,
  };
}

/** Coverage as text: a row for each requirement, then the counts. */
export function coverageText({ requirements, grades, complete }: Coverage): string {
  const rows = requirements.map((row) => {
    return labelled(row.id, row.reason ?? claimantsOf(row), 12, '');
  });
  const counts = gradeOrder.map((grade) => {
    const { all, claimed, unassertable } = grades[grade];
    const open = all - claimed - unassertable;
    const missing = open === 0 ? '' : `, ${open} open`;
    return `${grade.padEnd(12)}${claimed} claimed, ${unassertable} not assertable${missing} of ${all}`;
  });
  const open = requirements.filter((row) => row.coverage === 'unclaimed').map((row) => row.id);
  const last = complete
    ? `all ${requirements.length} requirements are claimed by a case or carry the reason why not`
    : labelled(
        '',
        `${count(open.length, 'requirement')} without case and reason: ${some(open, 20)}`,
        0,
        '',
      );
  return `${[...rows, '', ...counts, '', last].join('\n')}\n`;
}

function claimantsOf({ cases, properties }: CoverageRow): string {
  const searched = count(properties.length, 'property', 'properties');
  if (cases.length > 0) {
    return properties.length === 0 ? some(cases, 3) : `${some(cases, 3)}; ${searched}`;
  }
  if (properties.length > 0) return `${some(properties, 3)}, by searching alone`;
  return 'NO CASE, AND NO REASON';
}
