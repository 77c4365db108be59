import { describe, expect, it } from 'vitest';
import { compileGlob } from './glob.ts';

const room = '/_matrix/client/api/v1/rooms/!a:b/send/m.room.message/7';

describe('a glob', () => {
  it.each([
    ['/_matrix/client/api/v1/rooms/*/send/**', room, true],
    ['/_matrix/client/api/v1/rooms/*/**/7', room, true],
    ['**/m.room.*/7', room, true],
    ['**/send/**/send/**', room, false],
    ['**/rooms/**/m.*.message/**', room, true],
    ['/_matrix/**/rooms', room, false],
    ['/rooms/**', room, false],
    ['**', room, true],
    ['**', '/', true],
    ['*', room, false],
    ['/rooms/**', '/rooms', true],
    ['/a/**/b', '/a/b', true],
    ['/a/*/b', '/a/b', false],
    ['/a/*', '/a/', true],
    ['/a*c', '/abbc', true],
    ['/a*c', '/ab/c', false],
    ['/*a*b', '/aab', true],
    ['/*a*b', '/aba', false],
    ['/a', '/a/', false],
  ])('%s on %s: %s', (glob, path, is) => {
    expect(compileGlob(glob)(path)).toBe(is);
  });

  it('every character but * is itself', () => {
    expect(compileGlob('/{a,b}/[c]?/!(d)+.$')('/{a,b}/[c]?/!(d)+.$')).toBe(true);
    expect(compileGlob('/{a,b}')('/a')).toBe(false);
    expect(compileGlob('/a?')('/ab')).toBe(false);
  });

  it.each([
    [`/${'*a'.repeat(900)}!`, `/${'a'.repeat(8000)}`],
    [`/${'**/a/'.repeat(390)}!`, '/a'.repeat(4000)],
    [`${'/**/*a*'.repeat(280)}!`, '/aaaaaaa'.repeat(1000)],
    [`/${'*'.repeat(1999)}!`, `/${'a'.repeat(8000)}`],
  ])('one that a regular expression would search for hours is told at once', (glob, path) => {
    expect(compileGlob(glob)(path)).toBe(false);
  });
});
