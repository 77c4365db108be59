import type { Form, Membership, Rule } from '../../../harness/model/membership.ts';
import { allCells, type CellEntry, ruleAt } from '../../../harness/model/cells.ts';
import { shortForms } from './membership-requests.ts';

/** The operations that change a membership. */
export type ChangingOperation = 'set_membership' | 'invite' | 'join_room' | 'leave' | 'ban';

/** One cell of a row: who asks, what the target was before, and what a server must do then. */
export interface RowCell {
  readonly name: string;
  readonly actor: CellEntry['actor'];
  readonly prior: Membership;
  readonly rule: Exclude<Rule, { kind: 'free' }>;
}

/**
 * The cells of the table of transitions that one case asserts. They differ only in what the target was before and, where a
 * request about somebody else is refused, in who asks: refusals change nothing, so that one room serves for all.
 */
export interface Row extends Pick<CellEntry, 'visibility' | 'requested'> {
  /** Who asks; `several` where that is said of each cell. */
  readonly actor: CellEntry['actor'] | 'several';
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
    const who = kind === 'refused' && actor !== 'self' ? 'several' : actor;
    const key = [visibility, who, requested, kind].join(' ');
    const cells = [...(rows.get(key)?.cells ?? []), { name, actor, prior, rule }];
    rows.set(key, { visibility, actor: who, requested, form, kind, cells });
  }
  return [...rows.values()];
}

/** join_room and leave are about the caller, so nobody can ask them for somebody else. */
function isAskedBy(operation: ChangingOperation, { actor, requested }: CellEntry): boolean {
  if (operation === 'set_membership') return true;
  const isAboutCaller = operation === 'join_room' || operation === 'leave';
  return shortForms[requested] === operation && (actor === 'self' || !isAboutCaller);
}
