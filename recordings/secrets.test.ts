import { expect, it } from 'vitest';
import { Secrets } from './secrets.ts';

const alice = '@conf-a1b2c3d4-7:hs.example.org';
const bob = '@conf-a1b2c3d4-9:hs.example.org';
const token = 'syt_YWxpY2U_hNbVcXsDfGhJkLpOiUyT_2x3c4v';

it('an id that somebody sends as a token is readable, and so are ids like it, whichever came first', () => {
  const text = `${alice} and ${bob} have ${token}`;
  for (const [first, second] of [
    ['know', 'learn'],
    ['learn', 'know'],
  ]) {
    const secrets = new Secrets();
    for (const step of [first, second])
      if (step === 'know') secrets.know(alice);
      else secrets.learn([token, alice, 'null', ` ${token}`]);
    expect(secrets.text(text)).toMatch(new RegExp(`^${alice} and ${bob} have ?‹secret›$`));
    expect(secrets.text(`nullable ${token.slice(4, 20)}`)).toBe('nullable ‹secret›');
  }
});

it('what only looks like an id is hidden, as it may be a token', () => {
  const secrets = new Secrets();
  secrets.learn(['@alice:hs.dQw4w9WgXcQ']);
  expect(secrets.text('It is @alice:hs.dQw4w9WgXcQ.')).toBe('It is ‹secret›.');
});

it('an id within a token is readable, and the rest of the token is not', () => {
  const secrets = new Secrets();
  secrets.know(alice);
  secrets.learn([`${alice}.dQw4w9WgXcQ`]);
  expect(secrets.text(`${bob} knows ${alice}`)).toBe(`${bob} knows ${alice}`);
  const shown = secrets.text(`${alice}.dQw4w9WgXcQ`);
  expect(shown).toMatch(/^@conf-a1b2c3d4-7:\S+‹secret›$/);
  expect(shown).not.toMatch(/\.dQw4/);
});

it('ids are learned from paths that the server knows', () => {
  const secrets = new Secrets();
  const path = { roomId: '!room-one:hs.example.org', userId: alice };
  const matched = { kind: 'operation', nickname: 'get_membership', parameters: path } as never;
  secrets.learn(Object.values(path));
  secrets.knowPath(matched, 404);
  expect(secrets.text(bob)).toContain('‹secret›');
  secrets.knowPath(matched, 200);
  expect(secrets.text(`${bob} ${path.roomId}`)).toBe(`${bob} ${path.roomId}`);
});
