import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSpec } from './load.ts';
import { leaves, root } from './pointer.ts';
import { parseRegister, RegisterError } from './requirements.ts';

const { declaration, register } = loadSpec();
const all = [...register.values()];

describe('the declaration', () => {
  it('is the file that SOURCE.md names by its hash', () => {
    const source = readFileSync(new URL('../../spec/SOURCE.md', import.meta.url), 'utf8');
    expect(source).toContain(declaration.sha256);
  });

  it('has sixteen paths and eighteen operations below /_matrix/client/api/v1', () => {
    expect(new Set(declaration.operations.map((o) => o.path)).size).toBe(16);
    expect(declaration.operations).toHaveLength(18);
    expect(declaration.basePath).toBe('/_matrix/client/api/v1');
  });

  it('announces eight forms with a txnId in prose', () => {
    const withTxnId = declaration.operations.filter((o) => o.hasTxnIdForm).map((o) => o.nickname);
    expect(withTxnId).toEqual([
      'send_non_state_event',
      'send_message',
      'send_feedback',
      'invite',
      'join_room',
      'leave',
      'ban',
      'create_room',
    ]);
  });

  it('gives a page of messages the start and end of the base whose subTypes name it', () => {
    const page = declaration.models.get('MessagePaginationChunk');
    expect(page?.properties.map((p) => [p.name, p.required])).toEqual([
      ['chunk', true],
      ['start', true],
      ['end', true],
    ]);
    const event = declaration.models.get('MessageEvent');
    expect(event?.properties.map((p) => p.name)).toEqual([
      'content',
      'event_id',
      'room_id',
      'type',
    ]);
    expect(declaration.models.get('MemberEvent')?.properties.map((p) => p.name)).toEqual([
      'content',
    ]);
  });

  it('does not take a placeholder for a key, and leaves its model open', () => {
    const message = declaration.models.get('Message');
    expect(message?.properties.map((p) => p.name)).toEqual(['msgtype']);
    expect(message?.open).toBe(true);
    expect(declaration.models.get('EventContent')?.properties).toEqual([]);
  });

  it('documents twelve error causes', () => {
    expect(declaration.operations.flatMap((o) => o.responseMessages)).toHaveLength(12);
  });
});

describe('the register', () => {
  it('has 316 statements: 186 documented, 3 disputed, 71 implied, 56 of convention', () => {
    const count = (grade: string): number => all.filter((r) => r.grade === grade).length;
    expect(all).toHaveLength(316);
    expect(['documented', 'disputed', 'implied', 'convention'].map(count)).toEqual([
      186, 3, 71, 56,
    ]);
  });

  it('covers every leaf of the declaration other than names', () => {
    const pointers = all.flatMap((r) => (r.pointer === null ? [] : [r.pointer]));
    const isName = (pointer: string): boolean =>
      /\/(nickname|id|path)$/.test(pointer) || /\/parameters\/\d+\/name$/.test(pointer);
    const bare = leaves(root(declaration.raw))
      .map((leaf) => leaf.pointer)
      .filter((leaf) => !isName(leaf))
      .filter((leaf) => !pointers.some((p) => leaf === p || leaf.startsWith(`${p}/`)));
    expect(bare).toEqual([]);
  });

  it('derives the pointer of a quote inside a list from the words alone', () => {
    expect(register.get('SMEM-11')?.pointer).toBe('/apis/9/operations/0/responseMessages/2');
    expect(register.get('SMEM-17')?.pointer).toBe('/models/Member/properties/membership/enum/2');
    expect(register.get('MODEL-07')?.pointer).toBe('/models/Member/properties/membership/enum');
    expect(register.get('STATE-07')?.pointer).toBe('/apis/1/operations/0/parameters/3/description');
  });

  it('gives each unassertable statement one of four kinds of reason', () => {
    const reasons = all.flatMap((r) =>
      r.unassertable === null ? [] : [r.unassertable.replace(/:.*/, '')],
    );
    expect([...new Set(reasons)].toSorted()).toEqual([
      'do not assert',
      'linter only',
      'none',
      'record',
    ]);
  });

  const entry = (lines: string): string =>
    `- id: SEND-01\n  statement: s\n  kind: k\n  check: c\n${lines}`;
  const refusal = (text: string): (() => unknown) => {
    return () => parseRegister([{ name: 'send-non-state-event.yaml', text }], declaration);
  };

  it('refuses a quote that is not in the declaration', () => {
    const text = entry('  grade: documented\n  at: send_non_state_event/method\n  quote: PATCH\n');
    expect(refusal(text)).toThrow(
      new RegisterError(
        'send-non-state-event.yaml: SEND-01: the declaration does not say "PATCH" at send_non_state_event/method',
      ),
    );
  });

  it('refuses a documented statement without a quote', () => {
    expect(refusal(entry('  grade: documented\n'))).toThrow(
      'SEND-01 is documented and so needs a quote',
    );
  });

  it('refuses a location that the declaration does not have', () => {
    const text = entry('  grade: implied\n  at: send_non_state_event/verb\n');
    expect(refusal(text)).toThrow('the declaration has no location send_non_state_event/verb');
  });

  it('refuses an unknown key, an unknown id and an id that is listed twice', () => {
    expect(refusal(entry('  grade: implied\n  qoute: x\n'))).toThrow(
      'SEND-01 has an unknown key qoute',
    );
    expect(refusal('- id: SEND-99\n')).toThrow('unknown requirement id SEND-99');
    const twice = entry('  grade: implied\n');
    expect(refusal(twice + twice)).toThrow('SEND-01 is listed twice');
  });
});
