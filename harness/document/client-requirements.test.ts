import { describe, expect, it } from 'vitest';
import { parseClientRegister } from './client-requirements.ts';
import { loadSpec } from './load.ts';
import { RegisterError } from './requirements.ts';

const { clients, declaration } = loadSpec();
const all = [...clients.values()];

describe('the register of clients', () => {
  it('has 31 statements: 9 documented, 13 implied, 9 of convention', () => {
    const count = (grade: string): number => all.filter((one) => one.grade === grade).length;
    expect(all).toHaveLength(31);
    expect(['documented', 'disputed', 'implied', 'convention'].map(count)).toEqual([9, 0, 13, 9]);
  });

  it('says what it takes to see each of them: one request, the history, or a driver', () => {
    const count = (evidence: string): number =>
      all.filter((one) => one.shownBy === evidence).length;
    expect(['request', 'history', 'driver'].map(count)).toEqual([12, 8, 11]);
  });

  it('derives the pointer of each quote', () => {
    expect(clients.get('CLIENT-05')?.pointer).toBe('/models/RoomConfig/properties/visibility/enum');
    expect(clients.get('CLIENT-31')?.pointer).toBe('/apis/9/operations/0/responseMessages/1');
    expect(clients.get('CLIENT-22')?.pointer).toBe(null);
  });

  it('has a statement, a kind and a check for each', () => {
    for (const { statement, kind, check } of all) {
      expect(statement).toMatch(/^\p{L}.*\.$/u);
      expect(kind).not.toBe('');
      expect(check).not.toBe('');
    }
  });

  const parse = (text: string) => () =>
    parseClientRegister([{ name: 'errors.yaml', text }], declaration);
  const entry = '- id: CLIENT-18\n  grade: convention\n  statement: s\n  kind: k\n  check: c\n';

  it('refuses an entry that does not say what shows it', () => {
    const message = 'errors.yaml: CLIENT-18 needs the key "shown by": request, history, driver';
    expect(parse(entry)).toThrow(new RegisterError(message));
    expect(parse(`${entry}  shown by: guess\n`)).toThrow(new RegisterError(message));
  });

  it('refuses what the register of servers refuses, and what only that one has', () => {
    const shown = `${entry}  shown by: history\n`;
    expect(parse(shown + shown)).toThrow('CLIENT-18 is listed twice');
    expect(parse(`${shown}  at: join/method\n  quote: PATCH\n`)).toThrow('does not say "PATCH"');
    expect(parse(`${shown}  unassertable: none\n`)).toThrow('has an unknown key unassertable');
    expect(parse('- id: SEND-01\n')).toThrow('unknown requirement id SEND-01');
  });
});
