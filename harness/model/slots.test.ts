import { describe, expect, it } from 'vitest';
import { Slots } from './slots.ts';

const slot = (key: string, type = 'x', room = 1) => ({ room, type, key });

describe('slots', () => {
  it('hold what was written last, with whatever the server adds', () => {
    const slots = new Slots();
    slots.write(slot('k'), { a: [1, { b: null }] });
    const { content } = slots.write(slot('k'), { c: 'ü' });
    expect(slots.judge(slot('k'), { ...content, hsob_ts: 1 })).toBeNull();
    expect(slots.current(1)).toHaveLength(1);
  });

  it('blame the statement that keeps two writes apart', () => {
    const slots = new Slots();
    const one = slots.write(slot('k'), { a: 1 });
    const two = slots.write(slot('k'), { b: 1 });
    const other = slots.write(slot('j'), {});
    const typed = slots.write(slot('k', 'y'), {});
    const far = slots.write(slot('k', 'x', 2), {});
    const requirement = (seen: object | null): string | undefined =>
      slots.judge(slot('k'), seen === null ? null : { ...seen })?.requirement;
    expect(requirement(two.content)).toBeUndefined();
    expect(requirement(one.content)).toBe('STATE-07');
    expect(requirement({ ...one.content, ...two.content })).toBe('STATE-07');
    expect(requirement(other.content)).toBe('STATE-08');
    expect(requirement(typed.content)).toBe('STATE-09');
    expect(requirement(far.content)).toBe('STATE-09');
    expect(requirement(null)).toBe('STATE-09');
    expect(slots.judge(slot('k', 'x', 2), null)?.requirement).toBe('STATE-03');
    expect(slots.judge(slot('never'), null)).toBeNull();
    expect(slots.judge(slot('never'), two.content)?.requirement).toBe('STATE-08');
  });

  it('blame the path that a key had', () => {
    const slots = new Slots();
    slots.write(slot('a/b'), {});
    expect(slots.judge(slot('a/b'), null)?.requirement).toBe('STATE-14');
    slots.write(slot(''), {});
    expect(slots.judge(slot(''), null)?.requirement).toBe('STATE-05');
  });

  it('tell what became of a value', () => {
    const slots = new Slots();
    const { content } = slots.write(slot('k'), { a: { b: ['ü', 1] } });
    const requirement = (value: unknown): string | undefined =>
      slots.judge(slot('k'), { ...content, a: value })?.requirement;
    expect(requirement({ b: ['?', 1] })).toBe('CONV-16');
    expect(requirement({ b: ['ü', '1'] })).toBe('MODEL-29');
    expect(requirement(undefined)).toBe('MODEL-29');
  });

  it('do not know what was refused', () => {
    const slots = new Slots();
    slots.forget(slots.write(slot('k'), {}));
    expect(slots.at(slot('k'))).toBeUndefined();
    expect(slots.current(1)).toEqual([]);
  });
});
