import { describe, expect, it } from 'vitest';
import { parseQuery, readDirection, readLimit, single } from './query.ts';

describe('parseQuery', () => {
  it('decodes names and values once, and takes a plus for a space', () => {
    const query = parseQuery('a=1&b%20c=%2526+x&a=2&empty=&bare&=nameless');
    expect(Object.fromEntries(query)).toEqual({
      a: ['1', '2'],
      'b c': ['%26 x'],
      empty: [''],
      bare: [''],
      '': ['nameless'],
    });
    expect(parseQuery('').size).toBe(0);
  });

  it('keeps names such as __proto__ as names', () => {
    expect(single(parseQuery('__proto__=x'), '__proto__')).toBe('x');
    expect(single(parseQuery(''), 'constructor')).toBeUndefined();
  });

  it.each(['a=%zz', 'a=%', '%f', 'a=%ff'])('refuses %s', (text) => {
    expect(() => parseQuery(text)).toThrow('Bad percent-encoding');
  });
});

describe('the parameters of a page', () => {
  it('refuse to be given twice', () => {
    expect(() => single(parseQuery('from=a&from=b'), 'from')).toThrow('from is given twice.');
  });

  it.each([
    ['', undefined],
    ['limit=0', 0],
    ['limit=10', 10],
    ['limit=007', 7],
  ])('read the limit of %j', (text, limit) => {
    expect(readLimit(parseQuery(text))).toBe(limit);
  });

  it.each(['abc', '-1', '%2B1', '1.0', '1e3', '', '0x10', ' 1', '١'])(
    'refuse the limit %j',
    (text) => {
      expect(() => readLimit(parseQuery(`limit=${text}`))).toThrow('limit is not a whole number.');
    },
  );

  it('go forward unless they are told to go back', () => {
    expect(['', 'dir=f', 'dir=b'].map((text) => readDirection(parseQuery(text)))).toEqual([
      'f',
      'f',
      'b',
    ]);
    expect(() => readDirection(parseQuery('dir=B'))).toThrow('dir is neither b nor f.');
  });
});
