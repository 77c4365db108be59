import { expect, it } from 'vitest';
import { row } from '../document/document.ts';
import { requirementRows } from './failure.ts';

const words = { quote: 'PUT', pointer: '/apis/10', statement: 'PUT on this path is offered.' };

it('a failure says what a profile made of its requirement', () => {
  const ruling = { change: 'changed', section: 'POST /join', statement: 'POST is.' } as const;
  const last = row('changed to', 'POST is. (POST /join)');
  expect(requirementRows({ ...words, ruling }).at(-1)).toEqual(last);
  expect(requirementRows(words).at(-1)).toEqual(row('requirement', words.statement));
});
