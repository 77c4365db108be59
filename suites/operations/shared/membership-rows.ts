import type { Form, Membership, Rule } from '../../../harness/model/membership.ts';
import { allCells, type CellEntry, ruleAt } from '../../../harness/model/cells.ts';
import { shortForms } from './membership-requests.ts';

/** The operations that change a membership. */
export type ChangingOperation = 'set_membership' | 'invite' | 'join_room' | 'leave' | 'ban';

/** One cell of a row: what the target was before, and what a server must do then. */
export interface RowCell {
  readonly name: string;
  readonly prior: Membership;
  readonly rule: Exclude<Rule, { kind: 'free' }>;
}

/** The cells of the table of transitions that one case asserts: they differ only in what the target was before. */
export interface Row extends Pick<CellEntry, 'visibility' | 'actor' | 'requested'> {
  readonly form: Form;
  readonly kind: RowCell['rule']['kind'];
  readonly cells: readonly RowCell[];
}

/** Every row of the table that is asserted of an operation. */
export function rowsOf(operation: ChangingOperation): readonly Row[] {
  const form: Form = operation === 'set_membership' ? operation : 'short';
  const rows = new Map<string, Row>();
  for (const cell of allCells) {
    const rule = ruleAt(cell, form);
    if (rule.kind === 'free' || !isAskedBy(operation, cell)) continue;
    const { visibility, actor, requested, name, prior } = cell;
    const { kind } = rule;
    const key = [visibility, actor, requested, kind].join(' ');
    const cells = [...(rows.get(key)?.cells ?? []), { name, prior, rule }];
    rows.set(key, { visibility, actor, requested, form, kind, cells });
  }
  return [...rows.values()];
}

/** join_room and leave are about the caller, so nobody can ask them for somebody else. */
function isAskedBy(operation: ChangingOperation, { actor, requested }: CellEntry): boolean {
  if (operation === 'set_membership') return true;
  const isAboutCaller = operation === 'join_room' || operation === 'leave';
  return shortForms[requested] === operation && (actor === 'self' || !isAboutCaller);
}
