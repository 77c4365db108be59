import { expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { loadSpec } from './load.ts';
it('tmp', () => {
  const want = JSON.parse(readFileSync('/tmp/w/pointers.json', 'utf8'));
  const { register, declaration } = loadSpec();
  for (const [id, p] of Object.entries(want)) expect([id, register.get(id as never)?.pointer]).toEqual([id, p]);
  expect(register.size).toBe(315);
  console.log(declaration.models.get('MessagePaginationChunk'), declaration.operations.filter(o=>o.twin).map(o=>o.nickname));
});
