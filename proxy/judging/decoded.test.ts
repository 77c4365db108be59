import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decoded } from './decoded.ts';

const text = (bytes: Uint8Array, encoding?: string): string | null => {
  const result = decoded(bytes, encoding, 1000);
  return result === null ? null : Buffer.from(result).toString();
};

it('every encoding is undone, and several in their order', () => {
  const plain = Buffer.from('{"a":1}');
  expect(text(plain)).toBe('{"a":1}');
  expect(text(plain, 'Identity')).toBe('{"a":1}');
  expect(text(gzipSync(plain), 'GZIP')).toBe('{"a":1}');
  expect(text(deflateSync(plain), 'deflate')).toBe('{"a":1}');
  expect(text(deflateRawSync(plain), 'deflate')).toBe('{"a":1}');
  expect(text(brotliCompressSync(gzipSync(plain)), 'gzip, br')).toBe('{"a":1}');
  expect(text(Buffer.alloc(0), 'gzip')).toBe('');
});

it('bombs, unknown encodings, too many of them and what is none stay closed', () => {
  expect(text(gzipSync(Buffer.alloc(1001)), 'gzip')).toBeNull();
  expect(text(gzipSync(gzipSync(Buffer.alloc(100_000))), 'gzip, gzip')).toBeNull();
  expect(text(Buffer.from('x'), 'gzip')).toBeNull();
  expect(text(Buffer.from('x'), 'compress')).toBeNull();
  expect(text(Buffer.from('x'), 'gzip, gzip, gzip, gzip')).toBeNull();
});
