import { expect, it } from 'vitest';
import { parseLinks } from './links.ts';
import { loadSpec } from './load.ts';

const { links, register } = loadSpec();
const parse = (text: string) => parseLinks('attribution.yaml', text, register);

it('a pattern stands for all requirements whose id begins so', () => {
  const [link] = parse('- { because: [BAN-01], affects: [GMEM-*], at: get_membership }');
  expect(link?.at).toBe('get_membership');
  expect([...(link?.affects ?? [])]).toContain('GMEM-08');
});

it('a room that is not the new one of its creator explains who is in it', () => {
  const affected = links.filter(({ because }) => because.has('CREATE-03'));
  for (const id of ['CONV-19', 'JID-07', 'INV-03'] as const)
    expect(affected.some(({ affects }) => affects.has(id))).toBe(true);
});

it('a link may count only for what is seen in another room', () => {
  const [link] = parse("- { because: [INV-07], affects: ['*'], elsewhere: true }");
  expect(link?.elsewhere).toBe(true);
  // It explains nothing of what is seen in the room of the request itself.
  expect(link?.affectsAll).toBeUndefined();
});

it.each([
  ['- 1', 'link 1 is not an object'],
  ['a: b', 'expected a list of links'],
  ['- { because: [BAN-01], affects: [BAN-99] }', 'refers to BAN-99, which is not in the register'],
  ['- { because: [XY-*], affects: [BAN-01] }', 'refers to XY-*, which is not in the register'],
  ['- { because: [BAN-01], affects: [BAN-02], at: x }', 'refers to an unknown operation x'],
  ['- { because: [BAN-01], affects: [BAN-02], why: x }', 'has an unknown key why'],
  ['- { because: [BAN-01], affects: [BAN-02], elsewhere: 1 }', 'elsewhere must be true or false'],
  ['- { because: [BAN-01] }', 'needs the lists because and affects'],
])('%s is refused', (text, message) => {
  expect(() => parse(text)).toThrow(message);
});
