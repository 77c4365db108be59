import { describe, expect, it } from 'vitest';
import {
  type Membership,
  type Transition,
  type Relation,
  type Requested,
  ruleOf,
} from './membership.ts';

/** The table as the contract has it (semantics, 6.2): bold cells with their grade, everything else free. */
const both = `
self invite    | 403 D | free  | 403 D | 403 D | 403 D | 403 D
self ban       | 403 I | 403 I | 403 D | 403 I | 403 I | free
self leave     | 403 C | free  | 200 I | free  | free  | 403 C
creator invite | 200 I | 200 I | 403 D | 200 I | 200 I | free
creator join   | 403 D | 403 D | 403 D | 403 D | 403 D | 403 D
creator leave  | free  | free  | 200 C | free  | free  | free
creator ban    | free  | 200 I | 200 I | free  | free  | free
member join    | 403 D | 403 D | 403 D | 403 D | 403 D | 403 D
member leave   | 403 c | 403 c | 403 C | free  | free  | 403 c
member ban     | 403 I | 403 I | 403 D | 403 I | 403 I | free
outsider invite| 403 D | free  | 403 D | 403 D | 403 D | 403 D
outsider join  | 403 D | 403 D | 403 D | 403 D | 403 D | 403 D
outsider leave | 403 c | 403 c | 403 C | free  | free  | 403 c
outsider ban   | 403 I | 403 I | 403 D | 403 I | 403 I | free
self knock     | free  | free  | free  | free  | free  | free
creator knock  | free  | free  | free  | free  | free  | free
member knock   | free  | free  | free  | free  | free  | free
outsider knock | free  | free  | free  | free  | free  | free`;

const tables = {
  private: `${both}
self join      | 403 D | 200 I | 200 C | 403 D | 403 D | 403 C
member invite  | 200 C | 200 C | 403 D | 200 C | 200 C | free`,
  public: `${both}
self join      | 200 C | 200 I | 200 C | 200 C | 200 C | 403 C
member invite  | free  | free  | 403 D | free  | free  | free`,
};

const priors: readonly Membership[] = ['none', 'invite', 'join', 'left', 'kicked', 'ban'];
const grades = { D: 'documented', I: 'implied', C: 'convention', c: 'convention' };

const cells = (['private', 'public'] as const).flatMap((visibility) =>
  tables[visibility]
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [head = '', ...columns] = line.split('|').map((text) => text.trim());
      const [relation, requested] = head.split(' ') as [Relation, Requested];
      return columns.map((cell, i) => {
        const prior = priors[i] ?? 'none';
        const move: Omit<Transition, 'form'> = { visibility, relation, requested, prior };
        return { name: `${visibility}: ${head}, ${prior}: ${cell}`, move, cell };
      });
    }),
);

describe('the table of transitions', () => {
  it('has 240 cells, of which 142 are asserted', () => {
    expect(cells).toHaveLength(240);
    expect(cells.filter(({ cell }) => cell !== 'free')).toHaveLength(142);
  });

  it.each(cells)('$name', ({ move, cell }) => {
    const rule = ruleOf({ ...move, form: 'set_membership' });
    if (cell === 'free') expect(rule).toMatchObject({ kind: 'free', grade: null });
    else {
      const [status, letter] = cell.split(' ') as ['200' | '403', keyof typeof grades];
      const kind = status === '200' ? 'allowed' : 'refused';
      expect(rule).toMatchObject({ kind, grade: grades[letter] });
    }
  });

  it.each(cells)('$name, by the short form all the same', ({ move }) => {
    const { kind } = ruleOf({ ...move, form: 'set_membership' });
    expect(ruleOf({ ...move, form: 'short' }).kind).toBe(kind);
  });
});
