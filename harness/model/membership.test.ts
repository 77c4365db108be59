import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Form,
  type Membership,
  type Relation,
  type Requested,
  ruleOf,
  type Transition,
} from './membership.ts';

/*
 * The table of docs/semantics.md 6.2 was taken from the declaration and from probes of real servers, before there
 * was any code. A cell in bold is asserted, with its status and the letter of its grade; any other cell is free.
 */

const relations: Readonly<Record<string, Relation>> = {
  'target itself': 'self',
  'other, joined, creator': 'creator',
  'other, joined, default power': 'member',
  'other, not joined (invited / left / banned / stranger)': 'outsider',
};
const letters = { documented: 'D', implied: 'I', convention: 'C', disputed: '?' } as const;

const memberships: readonly Membership[] = ['none', 'invite', 'join', 'left', 'kicked', 'ban'];
const requests: readonly Requested[] = ['invite', 'join', 'leave', 'ban', 'knock'];

/** A row of the documented table: one actor and one request, in every prior state. */
interface Row {
  readonly name: string;
  readonly transitions: readonly Omit<Transition, 'form'>[];
  /** Such as `403 D`, or `free`. */
  readonly cells: readonly string[];
}

const rows = readRows();

describe('the membership table', () => {
  it('has the 40 rows of docs/semantics.md 6.2, of which 142 cells are asserted', () => {
    expect(rows).toHaveLength(40);
    expect(rows.flatMap(({ cells }) => cells).filter((cell) => cell !== 'free')).toHaveLength(142);
  });

  it.each(rows)('agrees with the documentation: $name', ({ transitions, cells }) => {
    const rules = transitions.map((transition) => textOf(transition, 'set_membership'));
    expect(rules).toEqual(cells);
  });

  it.each(rows)('asks the same of the short form: $name', ({ transitions, cells }) => {
    const statuses = transitions.map((transition) => textOf(transition, 'short').slice(0, 4));
    expect(statuses).toEqual(cells.map((cell) => cell.slice(0, 4)));
  });
});

/** The rule of a cell in the words of the documentation. */
function textOf(transition: Omit<Transition, 'form'>, form: Form): string {
  const rule = ruleOf({ ...transition, form });
  if (rule.kind === 'free') return 'free';
  return `${rule.kind === 'allowed' ? 200 : 403} ${letters[rule.grade]}`;
}

function readRows(): readonly Row[] {
  const path = join(import.meta.dirname, '../../docs/semantics.md');
  const [, section = ''] = readFileSync(path, 'utf8').split(/^### 6\.2 .*$/m);
  const [, privateRoom = '', publicRoom = ''] = section
    .replace(/^## .*/ms, '')
    .split(/^(?:Private|Public) room .*$/m);
  return [...rowsIn('private', privateRoom), ...rowsIn('public', publicRoom)];
}

function rowsIn(visibility: Transition['visibility'], text: string): readonly Row[] {
  const [header = [], , ...body] = text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const priors = header.slice(2).map(priorOf);
  return body.map(([actor = '', word = '', ...cells]) => {
    const relation = relations[actor];
    if (relation === undefined) throw new Error(`docs/semantics.md 6.2: unknown actor "${actor}"`);
    const requested = requestedOf(word);
    return {
      name: `${visibility} room, ${actor}, ${word}`,
      transitions: priors.map((prior) => ({ visibility, relation, requested, prior })),
      cells: cells.map(cellOf),
    };
  });
}

/** A bold cell may say what was seen; a small c stands for a convention of low value. */
function cellOf(text: string): string {
  const [, status, letter] = /^\*\*(\d+)[^*]*\*\* ([DICc])$/.exec(text) ?? [];
  return status === undefined || letter === undefined
    ? 'free'
    : `${status} ${letter.toUpperCase()}`;
}

function priorOf(word: string): Membership {
  const found = memberships.find((membership) => membership === word);
  if (found === undefined) throw new Error(`docs/semantics.md 6.2: unknown membership "${word}"`);
  return found;
}

function requestedOf(word: string): Requested {
  const found = requests.find((requested) => requested === word);
  if (found === undefined) throw new Error(`docs/semantics.md 6.2: unknown request "${word}"`);
  return found;
}
