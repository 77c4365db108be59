import type { StatementId } from '../../harness/document/statements.ts';
import { count } from '../plain.ts';
import { gradeOrder, type Report, type ReportRequirement } from '../report.ts';

/** A side of traffic: those who sent the requests, or those who answered. */
export type SideName = 'clients' | 'servers';

/** What traffic shows of one side. */
export interface SideVerdict {
  readonly name: SideName;
  readonly violates: boolean;
  /** The verdict in one sentence, without its side. */
  readonly text: string;
}

const sideNameOf = (id: StatementId): SideName =>
  id.startsWith('CLIENT-') ? 'clients' : 'servers';

/** The verdict on each side of traffic, at the level of the report; none where the report is about something else. */
export function sideVerdicts(report: Report): readonly SideVerdict[] {
  const { subject } = report;
  if (subject?.kind !== 'traffic') return [];
  const { answered, side } = subject.traffic;
  const names = (['clients', 'servers'] as const).filter(
    (name) => side === 'both' || side === name,
  );
  return names.map((name) => {
    const own = ofLevel(report).filter(({ id }) => sideNameOf(id) === name);
    const violated = own.filter(({ status }) => status === 'violated').map(({ id }) => id);
    const met = own.filter(({ status }) => status === 'proven').length;
    const seen =
      name === 'clients'
        ? `${met} of ${count(own.length, 'requirement')} seen, and met`
        : `${count(answered, 'answer')} judged`;
    const isSilent = name === 'clients' ? met === 0 : answered === 0;
    const text =
      violated.length > 0
        ? `violated: ${violated.toSorted().join(', ')}`
        : isSilent
          ? 'nothing could be judged'
          : `no violations: ${seen}`;
    return { name, violates: violated.length > 0, text };
  });
}

/** The requirements that decide. */
const ofLevel = ({ requirements, level }: Report): readonly ReportRequirement[] =>
  requirements.filter(({ grade }) => gradeOrder.indexOf(grade) <= gradeOrder.indexOf(level));
