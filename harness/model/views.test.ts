import { expect, it } from 'vitest';
import { currentState, difference, duplicateSlots, reusedIds, slotOf } from './views.ts';

it('views are compared by slots and ids', () => {
  const shown = (id: string, key: string | null, value: string) => ({
    id,
    type: 't',
    key,
    content: { value },
  });
  const events = [shown('3', 'k', 'new'), shown('2', null, 'sent'), shown('1', 'k', 'old')];
  expect(currentState(events.toReversed()).get(slotOf('t', 'k'))?.content).toEqual({
    value: 'new',
  });
  expect(duplicateSlots(events)).toEqual([slotOf('t', 'k')]);
  expect(reusedIds(events)).toEqual([]);
  expect(reusedIds([...events, shown('3', null, '')])).toEqual(['3']);
  expect(difference(['a', 'b'], ['b', 'c'])).toEqual(['a', 'c']);
});
