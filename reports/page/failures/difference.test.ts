import { describe, expect, it } from 'vitest';
import { differenceOf } from './difference.ts';

describe('expected and received', () => {
  it('are a diff of lines where both are JSON with something in it', () => {
    const difference = differenceOf('{"b":1,"a":[1,2]}', '{"a":[1],"b":1}');
    expect(difference.form).toBe('lines');
    const lines = difference.form === 'lines' ? difference.changes : [];
    const changed = lines
      .filter(({ added, removed }) => added || removed)
      .map(({ value }) => value);
    expect(changed.join('')).toContain('2');
    expect(
      lines
        .filter(({ added, removed }) => !added && !removed)
        .map((one) => one.value)
        .join(''),
    ).toContain('"b": 1');
  });
  it.each([
    ['words', 'status 403', 'status 200'],
    ['single values', '403', '200'],
    ['a value and nothing', 'null', '[]'],
    ['half a JSON', '["a"]', '["a","b'],
    ['equal as JSON', '{"a":1.0}', '{"a":1}'],
    ['long', '[]', JSON.stringify(Array.from({ length: 9000 }, (_, i) => i))],
    ['deep', '[]', `${'['.repeat(9900)}${']'.repeat(9900)}`],
  ])('stand side by side where they are %s', (_, expected, received) => {
    expect(differenceOf(expected, received)).toEqual({ form: 'beside' });
  });
});
