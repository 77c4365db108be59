import { describe, expect, it } from 'vitest';
import { got } from '../options/option.ts';
import { withoutPasswords } from './passwords.ts';
import { performHere, testContext } from '../testing/context.ts';
import { reportError } from '../program.ts';
import { UsageError } from '../exit.ts';

it('a URL is shown without its user and password', () => {
  expect(withoutPasswords('"http://ann:hu:sh@hs:8008/x" and ftp://ann:hush@hs')).toBe(
    '"http://‹secret›@hs:8008/x" and ftp://‹secret›@hs',
  );
  expect(withoutPasswords('ann:hu/sh@hs:8008')).toBe('‹secret›@hs:8008');
});
it('user ids and ordinary addresses stay as they are', () => {
  const text = 'entry 1: @alice:hs and "@bob:hs:8448", see http://hs:8008/x, a@hs';
  expect(withoutPasswords(text)).toBe(text);
});
it('a long value is cut after its password is hidden', () => {
  expect(got(`http://ann:${'hush'.repeat(40)}@hs`)).toBe('(got "http://‹secret›@hs")');
});

describe('a usage error has no password of a URL', () => {
  it.each([
    [['run', '--target', 'ftp://ann:hush@hs']],
    [['run', '--target', 'ann:hush@hs:8008']],
    [['run', '--target', 'http://ann:hush@hs']],
    [['run', '--target', 'http://ann:hush@a', '--target', 'http://ann:hush@b']],
    [['run', '--taget=http://ann:hush@hs']],
    [['run', '--level', 'http://ann:hush@hs']],
    [['list', 'http://ann:hush@hs']],
    [['run', '--base-path', 'http://ann:hush@hs/x']],
    [['run', '--report', 'http://ann:hush@hs/x']],
  ])('%j', async (argv) => {
    const { code, note } = await performHere(...argv);
    const { context, note: shown } = testContext();
    reportError(new UsageError(note), context);
    expect(code).toBe(2);
    expect(shown()).not.toContain('hush');
  });
});
