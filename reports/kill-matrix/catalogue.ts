import type { FaultEntry } from '../../selftest/matrix.ts';
import type { RequirementId } from '../../harness/document/ids.ts';
import type { Paint } from '../paint.ts';
import { count, labelled } from '../plain.ts';

/** The catalogue of faults: what each does wrong, and what it violates. */
export function faultsText(faults: readonly FaultEntry[], paint: Paint): string {
  const rows = faults.map(({ id, summary, grade, violates, consequences }) => {
    const more = consequences.length === 0 ? '' : `; consequences: ${consequences.join(', ')}`;
    return [
      paint('strong', id),
      labelled('', summary, 0),
      paint('quiet', labelled('', `${grade} · violates ${violates.join(', ')}${more}`, 0)),
    ].join('\n');
  });
  return `${[...rows, '', count(faults.length, 'fault')].join('\n')}\n`;
}

/** The catalogue the other way round: requirements, and the faults that violate each. */
export function requirementsText(faults: readonly FaultEntry[], paint: Paint): string {
  const rows = [...faultsByRequirement(faults)].map(([id, those]) =>
    [paint('strong', id), ...those.map((one) => labelled(one.id, one.summary, 40))].join('\n'),
  );
  const last = `${count(rows.length, 'requirement')}, ${count(faults.length, 'fault')}`;
  return `${[...rows, '', last].join('\n')}\n`;
}

/** The faults that violate each requirement, in the order of the requirements' ids. */
export function faultsByRequirement(
  faults: readonly FaultEntry[],
): ReadonlyMap<RequirementId, readonly FaultEntry[]> {
  const ids = [...new Set(faults.flatMap(({ violates }) => violates))].toSorted();
  return new Map(ids.map((id) => [id, faults.filter(({ violates }) => violates.includes(id))]));
}
