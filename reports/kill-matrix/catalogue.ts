import type { FaultEntry } from '../../selftest/matrix.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import { heading, indented, paragraph, row, rows, stack, toned } from '../document/document.ts';
import { printText } from '../document/text.ts';
import type { Paint } from '../paint.ts';
import { count } from '../plain.ts';

/** The catalogue of faults: what each does wrong, and what it violates. */
export function faultsText(faults: readonly FaultEntry[], paint: Paint): string {
  const entries = faults.flatMap(({ id, summary, grade, violates, consequences }) => {
    const more = consequences.length === 0 ? '' : `; consequences: ${consequences.join(', ')}`;
    const facts = toned('quiet', `${grade} · violates ${violates.join(', ')}${more}`);
    return [heading(3, toned('strong', id)), stack([paragraph(summary), paragraph(facts)], 2)];
  });
  return printText([stack(entries), paragraph(count(faults.length, 'fault'))], paint);
}

/** The catalogue the other way round: requirements, and the faults that violate each. */
export function requirementsText(faults: readonly FaultEntry[], paint: Paint): string {
  const groups = [...faultsByRequirement(faults)];
  const entries = groups.flatMap(([id, those]) => [
    heading(3, toned('strong', id)),
    indented([
      rows(
        those.map((one) => row(one.id, one.summary)),
        40,
      ),
    ]),
  ]);
  const last = `${count(groups.length, 'requirement')}, ${count(faults.length, 'fault')}`;
  return printText([stack(entries), paragraph(last)], paint);
}

/** The faults that violate each requirement, in the order of the requirements' ids. */
export function faultsByRequirement(
  faults: readonly FaultEntry[],
): ReadonlyMap<RequirementId, readonly FaultEntry[]> {
  const ids = [...new Set(faults.flatMap(({ violates }) => violates))].toSorted();
  return new Map(ids.map((id) => [id, faults.filter(({ violates }) => violates.includes(id))]));
}
