import { expect, it } from 'vitest';
import { BoundedMap } from './bounded.ts';

it('keeps the newer half of what it may hold, and says when it forgot something', () => {
  const map = new BoundedMap<number>(100);
  for (let i = 0; i < 50; i += 1) map.set(`${i}`, i);
  expect([map.get('0'), map.forgot]).toEqual([0, false]);
  for (let i = 50; i < 1000; i += 1) map.set(`${i}`, i);
  expect([map.has('0'), map.forgot]).toEqual([false, true]);
  const kept = Array.from({ length: 1000 }, (_, i) => map.has(`${i}`)).filter(Boolean);
  expect(kept.length).toBeGreaterThanOrEqual(50);
  expect(kept.length).toBeLessThanOrEqual(100);
  expect(map.has('999')).toBe(true);
});

it('keeps an entry that is set again, and loses one that is deleted', () => {
  const map = new BoundedMap<number>(4);
  for (let i = 0; i < 20; i += 1) {
    map.set('kept', i);
    map.set(`${i}`, i);
  }
  expect(map.get('kept')).toBe(19);
  map.delete('kept');
  expect(map.has('kept')).toBe(false);
});
