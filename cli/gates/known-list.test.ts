import { describe, expect, it } from 'vitest';
import { KnownError, type KnownNames, readKnownList } from './known-list.ts';

const names: KnownNames = {
  requirements: ['SMEM-11', 'BAN-05'],
  cases: ['ban/members-see-the-ban', 'leave/a'],
};
const read = (document: unknown) => readKnownList(document, 'known.yaml', names);

describe('a list of known failures', () => {
  it('is by requirement or by case, and may say more', () => {
    expect(
      read([
        { requirement: 'SMEM-11', reason: ' because ' },
        {
          case: 'leave/a',
          reason: 'r',
          link: 'https://x/1',
          expires: '2028-02-29',
          signature: 's',
          flaky: true,
        },
      ]),
    ).toEqual([
      {
        key: 'SMEM-11',
        reason: 'because',
        link: null,
        expires: null,
        signature: null,
        flaky: false,
      },
      {
        key: 'leave/a',
        reason: 'r',
        link: 'https://x/1',
        expires: '2028-02-29',
        signature: 's',
        flaky: true,
      },
    ]);
  });
  it('may be empty', () => {
    expect(read(null)).toEqual([]);
    expect(read([])).toEqual([]);
  });
  it('may list a requirement in several ways to fail', () => {
    const entry = { requirement: 'SMEM-11', reason: 'r' };
    expect(
      read([
        { ...entry, signature: 'a' },
        { ...entry, signature: 'b' },
      ]),
    ).toHaveLength(2);
  });
});

describe('a list is refused', () => {
  it.each<[unknown, string]>([
    [{ requirement: 'SMEM-11' }, 'known.yaml must hold a list of known failures'],
    [['SMEM-11'], 'known.yaml: entry 1 must say what fails, and a reason'],
    [[{ requirement: 'SMEM-1', reason: 'r' }], 'no requirement SMEM-1; did you mean SMEM-11?'],
    [
      [{ case: 'ban/member-see-the-ban', reason: 'r' }],
      'no case ban/member-see-the-ban; did you mean ban/members-see-the-ban?',
    ],
    [[{ case: 'SMEM-11', reason: 'r' }], 'write it as requirement: SMEM-11'],
    [[{ requirement: 'leave/a', reason: 'r' }], 'write it as case: leave/a'],
    [[{ requirement: 'SMEM-11', case: 'leave/a', reason: 'r' }], 'names a requirement and a case'],
    [[{ reason: 'r' }], 'names neither a requirement nor a case'],
    [[{ requirement: 'SMEM-11' }], 'entry 1 has no reason'],
    [[{ requirement: 'SMEM-11', reason: '  ' }], 'reason must be a text'],
    [[{ requirement: 'SMEM-11', reason: 'r', expire: 'x' }], 'did you mean expires?'],
    [[{ requirement: 'SMEM-11', reason: 'r', link: 'javascript:x' }], 'link must be an http(s)'],
    [[{ requirement: 'SMEM-11', reason: 'r', expires: 'soon' }], 'expires must be a day'],
    [[{ requirement: 'SMEM-11', reason: 'r', expires: '2027-02-29' }], 'expires must be a day'],
    [[{ requirement: 'SMEM-11', reason: 'r', flaky: 'yes' }], 'flaky must be true or false'],
    [
      [
        { requirement: 'SMEM-11', reason: 'r' },
        { requirement: 'BAN-05', reason: 'r' },
        { requirement: 'SMEM-11', reason: 'r', signature: 's' },
      ],
      'entries 1 and 3 are both about SMEM-11',
    ],
  ])('%j', (document, message) => {
    expect(() => read(document)).toThrow(KnownError);
    expect(() => read(document)).toThrow(message);
  });
});
