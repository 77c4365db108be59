import type { CaseId } from '../../harness/run/case.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import type { Spec } from '../../harness/document/load.ts';
import type { Ruling } from '../../harness/document/profile.ts';
import type { Grade } from '../../harness/document/requirements.ts';
import { paragraph, row, rows } from '../document/document.ts';
import { printText } from '../document/text.ts';
import { unpainted } from '../paint.ts';
import { count, some } from '../plain.ts';
import { gradeOrder } from '../report.ts';

/** Whether a requirement has cases, a reason why it has none, or neither. */
interface CoverageRow {
  readonly id: RequirementId;
  readonly grade: Grade;
  readonly coverage: 'claimed' | 'unassertable' | 'unclaimed';
  readonly cases: readonly CaseId[];
  /** Properties that claim it; a search may or may not come to it. */
  readonly properties: readonly CaseId[];
  readonly reason: string | null;
  /** What the profile says about it; left out where it says nothing. */
  readonly ruling?: Pick<Ruling, 'change' | 'section' | 'statement'>;
}

/** Which requirements the suite can judge, before any target is asked. */
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
 * Compares the register with the claims of the cases.
 * @param searches the ids of the cases that are properties
 */
export function coverage(
  { register, profile }: Pick<Spec, 'register' | 'profile'>,
  claims: ReadonlyMap<RequirementId, readonly CaseId[]>,
  searches: ReadonlySet<CaseId>,
): Coverage {
  const requirements = [...register.values()].map(({ id, grade, unassertable }): CoverageRow => {
    const all = claims.get(id) ?? [];
    const cases = all.filter((one) => !searches.has(one));
    const properties = all.filter((one) => searches.has(one));
    const ruling = profile.rulings.get(id);
    const found = {
      id,
      grade,
      cases,
      properties,
      ...(ruling === undefined ? {} : { ruling: wordsOf(ruling) }),
    };
    if (all.length > 0) return { ...found, coverage: 'claimed', reason: null };
    const word = unassertable === null ? 'unclaimed' : 'unassertable';
    return { ...found, coverage: word, reason: unassertable };
  });
  const of = (grade: Grade): GradeCoverage => {
    const own = requirements.filter((one) => one.grade === grade);
    const number = (word: CoverageRow['coverage']): number =>
      own.filter((one) => one.coverage === word).length;
    return { all: own.length, claimed: number('claimed'), unassertable: number('unassertable') };
  };
  return {
    complete: requirements.every((one) => one.coverage !== 'unclaimed'),
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
  const open = requirements.filter((one) => one.coverage === 'unclaimed').map(({ id }) => id);
  return printText(
    [
      rows(
        requirements.map((one) => row(one.id, `${rulingIn(one)}${one.reason ?? claimantsOf(one)}`)),
        12,
      ),
      rows(
        gradeOrder.map((grade) => row(grade, countsOf(grades[grade]))),
        12,
      ),
      paragraph(
        complete
          ? `each of the ${requirements.length} requirements has a case, or a reason why it has none`
          : `${count(open.length, 'requirement')} with neither a case nor a reason: ${some(open, 20)}`,
      ),
    ],
    unpainted,
  );
}

const wordsOf = ({
  change,
  section,
  statement,
}: Ruling): Pick<Ruling, 'change' | 'section' | 'statement'> => ({
  change,
  section,
  statement,
});

const rulingIn = ({ ruling }: CoverageRow): string =>
  ruling === undefined ? '' : `${ruling.change}: ${ruling.statement} (${ruling.section}) `;

function countsOf({ all, claimed, unassertable }: GradeCoverage): string {
  const open = all - claimed - unassertable;
  const missing = open === 0 ? '' : `, ${open} open`;
  return `${claimed} claimed, ${unassertable} not assertable${missing} of ${all}`;
}

function claimantsOf({ cases, properties }: CoverageRow): string {
  const searched = count(properties.length, 'property', 'properties');
  if (cases.length > 0) {
    return properties.length === 0 ? some(cases, 3) : `${some(cases, 3)}; ${searched}`;
  }
  if (properties.length > 0) return `${some(properties, 3)}, by searching only`;
  return 'NO CASE, AND NO REASON';
}
